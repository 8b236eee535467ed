"""What a job promises its runner: every chunk commits once, whoever dies or runs beside it."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.utils import timezone

from core.actors import SYSTEM, Actor, ActorKind
from core.jobs import cancel_job, heartbeat, job_kind, kinds, resume_job, run_job, start_job, worker
from core.jobs import run as run_module
from core.jobs.results import result_chunks
from core.jobs.worker import MAX_INTERRUPTIONS, carry_on, claim, sweep
from core.models import EventRecord, Job
from tests.core import sample_jobs  # noqa: F401  (registers them)
from tests.threads import at_once


@pytest.fixture
def written(db):
    """The numbers the jobs of this test have written, in order."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (number integer)")

    def numbers():
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM written ORDER BY number")
            return [row[0] for row in cursor.fetchall()]

    yield numbers
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE written")


def start(store, kind="tests.write_numbers", **params):
    return start_job(kind=kind, store=store, by=SYSTEM, params=params)


def expire_leases():
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def names():
    return list(EventRecord.objects.order_by("pk").values_list("name", flat=True))


def test_a_job_runs_to_its_end_with_progress_errors_and_outcome(store, written):
    job = run_job(start(store, total=220))
    assert written() == list(range(220))
    assert (job.state, job.done, job.total, job.percent) == ("done", 220, 220, 100)
    assert job.outcome == "220 numbers written"
    assert list(job.errors.order_by("row_number").values_list("row_number", "value")) == [
        (99, "99"),
        (199, "199"),
    ]
    assert job.error_count == 2
    assert names() == ["platform.job_started", "platform.job_finished"]


def test_a_chunk_that_breaks_is_undone_and_the_job_resumes_at_its_checkpoint(store, written):
    job = start(store, total=200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_jobs.time, "sleep", fail_at_call(75))
        job = run_job(job)
    assert (job.state, job.done, job.checkpoint) == ("failed", 50, {"next": 50})
    assert written() == list(range(50))
    assert "RuntimeError" not in job.problem

    job = run_job(resume_job(job=job, by=SYSTEM, now=timezone.now()))
    assert job.state == "done"
    assert written() == list(range(200))


def fail_at_call(n):
    calls = iter(range(n))

    def sleep(_seconds):
        if next(calls, None) is None:
            raise RuntimeError("broken on purpose")

    return sleep


def test_a_refusal_fails_the_job_with_its_own_words(store):
    job = run_job(start(store, "tests.refuse"))
    assert (job.state, job.problem) == ("failed", "The shop is closed.")


def test_a_run_that_lost_its_lease_commits_nothing_more(store, written):
    job = start(store, total=100)
    slow = claim(Job.objects.filter(pk=job.pk))
    expire_leases()
    sweep()
    run_job(job)
    carry_on(slow)
    assert written() == list(range(100))
    assert names() == ["platform.job_started", "platform.job_finished"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_every_row_once(store, written):
    job = start(store, total=400, seconds_per_row=0.0005)
    claims = [claim(Job.objects.filter(pk=job.pk))]
    expire_leases()
    sweep()
    claims.append(claim(Job.objects.filter(pk=job.pk)))
    outcomes = at_once(*(lambda claimed=claimed: carry_on(claimed) for claimed in claims))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    job.refresh_from_db()
    assert written() == list(range(400))
    assert (job.state, job.done, job.error_count, job.errors.count()) == ("done", 400, 4, 4)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job(store, written):
    job = start(store, total=10)
    got = at_once(*[lambda: claim(Job.objects.filter(pk=job.pk))] * 8)
    assert got.count(None) == 7
    assert [one for one in got if one] == [job]


def test_workers_serve_the_store_with_the_fewest_running_jobs_first(store, stranger):
    busy = [start(store, total=1), start(store, total=1)]
    other = start(stranger.membership.store, total=1)
    assert claim(Job.objects).pk == busy[0].pk
    assert claim(Job.objects).pk == other.pk
    assert claim(Job.objects).pk == busy[1].pk
    assert claim(Job.objects) is None


def test_cancelling_a_waiting_job_ends_it_at_once(store, written):
    job = cancel_job(job=start(store, total=10), by=SYSTEM, may_cancel_any=True, now=timezone.now())
    assert job.state == "cancelled"
    run_job(job)
    assert written() == []
    assert names() == ["platform.job_started", "platform.job_cancelled"]


def test_only_who_started_a_job_cancels_it_without_the_permission(store):
    job = start(store, total=10)
    Job.objects.filter(pk=job.pk).update(started_by_kind="staff", started_by_id=7)
    others = [SYSTEM, Actor(kind=ActorKind.STAFF, id=8), Actor(kind=ActorKind.API_KEY, id=7)]
    for other in others:
        with pytest.raises(PermissionDenied):
            cancel_job(job=job, by=other, may_cancel_any=False, now=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at) == ("queued", None)
    starter = Actor(kind=ActorKind.STAFF, id=7)
    assert cancel_job(job=job, by=starter, may_cancel_any=False, now=timezone.now()).state == "cancelled"


def test_cancelling_a_running_job_stops_it_at_the_next_chunk(store, written, monkeypatch):
    job = start(store, total=200)
    calls = iter(range(1_000))

    def cancel_in_second_chunk(_seconds):
        if next(calls) == 60:
            cancel_job(job=job, by=SYSTEM, may_cancel_any=True, now=timezone.now())

    monkeypatch.setattr(sample_jobs.time, "sleep", cancel_in_second_chunk)
    job = run_job(job)
    assert (job.state, job.done) == ("cancelled", 100)
    assert written() == list(range(100))


def test_a_long_run_gives_others_a_turn_and_goes_on(store, written, monkeypatch):
    monkeypatch.setattr(run_module, "STINT_SECONDS", 0)
    job = start(store, total=50)
    carry_on(claim(Job.objects.filter(pk=job.pk)))
    job.refresh_from_db()
    assert (job.state, job.interruptions) == ("queued", 0)
    monkeypatch.undo()
    assert run_job(job).state == "done"


def test_a_job_that_kills_its_worker_every_time_is_given_up(store):
    job = start(store, total=50)
    for _ in range(MAX_INTERRUPTIONS):
        assert claim(Job.objects.filter(pk=job.pk))
        expire_leases()
        sweep()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "broken off" in job.problem


def test_a_database_that_does_not_answer_puts_the_job_off(store):
    @job_kind("tests.locked_out", title="Locked out", permission="customers.export")
    def locked_out(run):
        raise OperationalError("lock timeout")

    job = run_job(start(store, "tests.locked_out"))
    del kinds["tests.locked_out"]
    assert (job.state, job.interruptions) == ("queued", 1)
    assert job.due_at > timezone.now()


def test_a_live_worker_keeps_its_job_when_the_sweeper_passes(store):
    job = start(store, total=50)
    claimed = claim(Job.objects.filter(pk=job.pk))
    sweep()
    job.refresh_from_db()
    assert (job.state, job.lease_token) == ("running", claimed.lease_token)


@pytest.mark.django_db(transaction=True)
def test_a_worker_busy_with_one_long_statement_keeps_its_job(store, monkeypatch):
    monkeypatch.setattr(heartbeat, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(worker, "LEASE", timedelta(seconds=1))

    @job_kind("tests.slow", title="Slow", permission="customers.export")
    def slow(run):
        with run.chunk(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(2.5)")

    job = start(store, "tests.slow")
    claimed = claim(Job.objects.filter(pk=job.pk))
    thread = threading.Thread(target=lambda: (carry_on(claimed), connection.close()))
    thread.start()
    while thread.is_alive():
        assert not Job.objects.abandoned().exists()
        time.sleep(0.1)
    thread.join()
    del kinds["tests.slow"]
    job.refresh_from_db()
    assert (job.state, job.interruptions) == ("done", 0)


def test_a_run_that_begins_again_writes_its_file_anew(store, settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}

    @job_kind("tests.no_checkpoint", title="No checkpoint", permission="customers.export")
    def no_checkpoint(run):
        with run.chunk(), run.result_file("all.txt") as file:
            file.write(b"everything")
        if not run.job.interruptions:
            raise OperationalError("killed before it could say it was done")

    job = start(store, "tests.no_checkpoint")
    run_job(job)
    Job.objects.update(due_at=timezone.now())
    job = run_job(job)
    del kinds["tests.no_checkpoint"]
    assert (job.state, job.result_size) == ("done", len("everything"))
    assert b"".join(result_chunks(job)) == b"everything"
