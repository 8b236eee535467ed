import pytest

from core.jobs import start_job
from core.models import Job
from tests.api.conftest import new_key, program, with_key  # noqa: F401  (a fixture)
from tests.factories import JobFactory


@pytest.fixture
def job(store):
    return Job.objects.get(pk=JobFactory(store=store, title="Export customers", total=10).pk)


def test_jobs_are_listed_with_their_progress_and_without_inner_ids(program, job):  # noqa: F811
    JobFactory(title="Another shop's")
    answer = program.get("/api/jobs?state=queued").json()
    assert answer["count"] == 1
    shown = answer["results"][0]
    assert shown["id"] == str(job.public_id)
    assert (shown["state"], shown["done"], shown["total"], shown["percent"]) == ("queued", 0, 10, 0)
    assert shown["started_by"] == {"kind": "staff", "name": "Ana Lima"}
    assert shown["result"] is None
    assert "params" not in shown


def test_an_unknown_state_is_told(program):  # noqa: F811
    answer = program.get("/api/jobs?state=sleeping")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["state"]


def test_one_job_is_read_and_cancelled(program, job):  # noqa: F811
    assert program.get(f"/api/jobs/{job.public_id}").json()["title"] == "Export customers"
    answer = program.post(f"/api/jobs/{job.public_id}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_cancelling_twice_is_refused_with_a_stable_code(program, job):  # noqa: F811
    program.post(f"/api/jobs/{job.public_id}/cancel")
    answer = program.post(f"/api/jobs/{job.public_id}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_cancel_job")


@pytest.fixture
def looking(store):
    """A key that may look at jobs and no more."""
    return with_key(new_key(store, name="Monitor", scopes=["platform.view_jobs"]))


def test_a_key_cancels_what_it_started(looking, store):
    job = start_job(kind="tests.write_file", store=store, by=looking.key.actor)
    answer = looking.post(f"/api/jobs/{job.public_id}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_a_key_that_only_looks_cancels_nobody_elses_job(looking, job):
    answer = looking.post(f"/api/jobs/{job.public_id}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at) == ("queued", None)


def test_another_stores_job_is_absent(program, store):  # noqa: F811
    other = Job.objects.get(pk=JobFactory().pk)
    assert program.get(f"/api/jobs/{other.public_id}").status_code == 404
    assert program.post(f"/api/jobs/{other.public_id}/cancel").status_code == 404
    other.refresh_from_db()
    assert other.state == "queued"
