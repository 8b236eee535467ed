from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.jobs import retention, run_job, start_job
from core.models import Job, JobError, JobPart
from operations.job_rows import JobRow, rough
from tests.conftest import signed_in
from tests.factories import JobFactory, MembershipFactory

LIST = "/jobs"


def url(name, job):
    return reverse(f"jobs:{name}", args=[job.public_id])


@pytest.fixture
def exported(store, owner):
    """A job that has made a file of three parts."""
    by = owner.membership.actor
    return run_job(start_job(kind="tests.write_file", store=store, by=by, title="Export customers"))


def test_the_list_shows_jobs_of_the_store_newest_first(store, owner):
    JobFactory(store=store, title="First export")
    JobFactory(store=store, title="Second export")
    JobFactory(title="Another shop's export")
    page = owner.get(LIST).content.decode()
    assert page.index("Second export") < page.index("First export")
    assert "Another shop" not in page


def test_an_empty_list_says_what_will_be_there(owner):
    assert "No jobs yet" in owner.get(LIST).content.decode()


def test_the_list_is_filtered_by_state_and_kind(store, owner):
    JobFactory(store=store, title="Waiting one")
    JobFactory(store=store, title="Broken one", state="failed")
    page = owner.get(f"{LIST}?state=failed&kind=tests.write_file").content.decode()
    assert "Broken one" in page
    assert "Waiting one" not in page
    assert "No jobs match" in owner.get(f"{LIST}?state=done").content.decode()


def test_older_jobs_are_one_page_further(store, owner):
    jobs = JobFactory.create_batch(32, store=store)
    last = Job.objects.get(pk=jobs[2].pk).public_id
    assert f"before={last}" in owner.get(LIST).content.decode()
    older = owner.get(f"{LIST}?before={last}").context["rows"]
    assert [row.job.pk for row in older] == [jobs[1].pk, jobs[0].pk]


def test_the_list_costs_the_same_for_one_job_as_for_thirty(store, owner, django_assert_max_num_queries):
    JobFactory.create_batch(30, store=store)
    with django_assert_max_num_queries(10):
        owner.get(LIST)


def test_an_unchanged_poll_is_answered_304(store, owner):
    job = JobFactory(store=store, is_running=True, done=5, total=10)
    tag = owner.get(LIST)["HX-PTag"]
    poll = {"HX-Request": "true", "HX-PTag": tag}
    assert owner.get(LIST, headers=poll).status_code == 304
    Job.objects.filter(pk=job.pk).update(done=6)
    changed = owner.get(LIST, headers=poll)
    assert changed.status_code == 200
    assert changed["HX-PTag"] != tag


def test_a_running_job_is_polled_and_a_finished_one_is_not(store, owner):
    running = JobFactory(store=store, is_running=True)
    done = JobFactory(store=store, state="done")
    running, done = (Job.objects.get(pk=job.pk) for job in (running, done))
    assert 'hx-trigger="every 2s"' in owner.get(url("job", running)).content.decode()
    assert 'hx-trigger="every 2s"' not in owner.get(url("job", done)).content.decode()


def test_a_page_says_how_far_and_how_fast(store):
    now = timezone.now()
    job = JobFactory.build(
        store=store,
        is_running=True,
        done=12_300,
        total=98_400,
        stint_done=0,
        stint_at=now - timedelta(seconds=10),
        moved_at=now,
    )
    row = JobRow(job, now)
    assert (row.amount, row.speed, row.wait) == ("12,300 of 98,400", "1,230 a second", "1 minute left")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "less than a second"), (1, "1 second"), (90, "2 minutes"), (7000, "2 hours")]
)
def test_lengths_of_time_are_said_roughly(seconds, words):
    assert rough(timedelta(seconds=seconds)) == words


def test_cancelling_from_the_page_ends_a_waiting_job(store, owner):
    job = Job.objects.get(pk=JobFactory(store=store).pk)
    response = owner.post(url("cancel", job), headers={"HX-Request": "true"})
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "Cancelled" in response.content.decode()
    assert "HX-Trigger" in response


def test_cancelling_a_finished_job_changes_nothing_and_says_so(store, owner):
    job = Job.objects.get(pk=JobFactory(store=store, state="done").pk)
    response = owner.post(url("cancel", job), headers={"HX-Request": "true"})
    assert "already ended" in response["HX-Trigger"]
    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at) == ("done", None)


def test_a_failed_job_is_resumed_from_the_page(store, owner):
    job = Job.objects.get(pk=JobFactory(store=store, state="failed", problem="Broken").pk)
    assert owner.post(url("resume", job)).url == url("job", job)
    assert run_job(job).state == "done"


def test_who_may_only_look_can_still_cancel_their_own(store, agent):
    job = start_job(kind="tests.write_file", store=store, by=agent.membership.actor)
    assert url("cancel", job) in agent.get(url("job", job)).content.decode()
    assert agent.post(url("cancel", job)).url == url("job", job)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert url("resume", job) not in agent.get(url("job", job)).content.decode()
    assert agent.post(url("resume", job)).status_code == 403


def test_who_may_only_look_cannot_cancel_another_persons(store, agent):
    job = Job.objects.get(pk=JobFactory(store=store).pk)
    shown = agent.get(url("job", job))
    assert shown.status_code == 200
    assert url("cancel", job) not in shown.content.decode()
    assert agent.post(url("cancel", job)).status_code == 403
    job.refresh_from_db()
    assert job.state == "queued"


@pytest.mark.parametrize("name", ["job", "result", "errors"])
def test_another_stores_job_answers_like_an_absent_one(exported, stranger, name):
    assert stranger.get(url(name, exported)).status_code == 404


def test_the_result_is_downloaded_whole_and_never_shown_as_a_page(exported, owner):
    response = owner.get(url("result", exported))
    assert b"".join(response.streaming_content) == b"part 0\npart 1\npart 2\n"
    assert response["Content-Disposition"] == 'attachment; filename="parts.txt"'
    assert response["Content-Length"] == str(exported.result_size) == "21"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_the_result_needs_the_permission_of_its_kind(store, exported):
    marketer = signed_in(MembershipFactory(store=store, role=Role.MARKETER))
    assert marketer.get(url("job", exported)).status_code == 200
    assert marketer.get(url("result", exported)).status_code == 403


def test_after_a_day_the_result_is_gone_and_so_are_its_files(
    exported, owner, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.expire_results(timezone.now()) == 0
        assert retention.expire_results(timezone.now() + timedelta(hours=24, seconds=1)) == 1
    assert not [path for path in media.rglob("*") if path.is_file()]
    Job.objects.update(result_expires_at=timezone.now())
    assert owner.get(url("result", exported)).status_code == 404
    assert "kept for a day" in owner.get(url("job", exported)).content.decode()


def test_a_resumed_job_makes_its_file_only_once(store, owner):
    job = start_job(kind="tests.write_file", store=store, by=owner.membership.actor, params={"fail_after": 1})
    assert run_job(job).state == "failed"
    Job.objects.update(params={})
    owner.post(url("resume", job))
    run_job(job)
    content = b"".join(owner.get(url("result", job)).streaming_content)
    assert content == b"part 0\npart 1\npart 2\n"


def test_jobs_that_ended_long_ago_are_forgotten(store, exported):
    kept = JobFactory(store=store)
    Job.objects.filter(pk=exported.pk).update(finished_at=timezone.now() - timedelta(days=91))
    assert retention.forget_jobs(timezone.now()) == 1
    assert list(Job.objects.all()) == [kept]
    assert not JobPart.objects.exists()


def test_rows_not_done_are_listed_and_downloaded_as_csv(store, owner):
    job = Job.objects.get(pk=JobFactory(store=store, state="done", error_count=2).pk)
    JobError.objects.create(store=store, job=job, row_number=7, reason="No address", value="=cmd()")
    JobError.objects.create(store=store, job=job, row_number=3, reason="Twice in the file", value="ana@x.com")
    page = owner.get(url("job", job)).content.decode()
    assert page.index("Twice in the file") < page.index("No address")
    lines = b"".join(owner.get(url("errors", job)).streaming_content).decode().splitlines()
    assert lines == ["Row,Reason,Value", "3,Twice in the file,ana@x.com", "7,No address,'=cmd()"]


def test_the_values_of_rows_not_done_need_the_permission_of_the_kind(store, agent):
    job = Job.objects.get(pk=JobFactory(store=store, state="done", error_count=1).pk)
    JobError.objects.create(store=store, job=job, row_number=7, reason="No address", value="ana@x.com")
    assert "ana@x.com" not in agent.get(url("job", job)).content.decode()
    assert agent.get(url("errors", job)).status_code == 403
