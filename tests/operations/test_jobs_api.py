import pytest

from core.models import Job
from tests.api.conftest import program  # noqa: F401  (a fixture)
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


def test_another_stores_job_is_absent(program, store):  # noqa: F811
    other = Job.objects.get(pk=JobFactory().pk)
    assert program.get(f"/api/jobs/{other.public_id}").status_code == 404
    assert program.post(f"/api/jobs/{other.public_id}/cancel").status_code == 404
    other.refresh_from_db()
    assert other.state == "queued"
