import csv
import io

import pytest

from core.files import private_files
from core.jobs import run_job
from core.models import EventRecord, Job
from tests.factories import CustomerFactory

EXPORT = "/customers/export"


def written(job) -> list[list[str]]:
    data = b"".join(private_files().open(part.path).read() for part in job.parts.order_by("pk"))
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.fixture
def exported(owner):
    def export(**given):
        owner.post(
            EXPORT, {"start": "1", "scope": "all", "query": "", **given}, headers={"HX-Request": "true"}
        )
        return written(run_job(Job.objects.get()))

    return export


def test_the_file_has_the_chosen_columns_of_the_rows_that_match(store, crowd, exported):
    rows = exported(query="status=suspended", columns=["name", "email"], sort="name")
    assert rows == [
        ["Name", "E-mail"],
        ["Ana Ruiz0", "ana003@example.com"],
        ["Ana Ruiz0", "ana006@example.com"],
    ]


def test_ticked_rows_alone(store, crowd, exported):
    rows = exported(scope="page", ids=[str(crowd[1].public_id)], columns=["email"])
    assert rows == [["E-mail"], ["ana001@example.com"]]


def test_no_cell_is_a_formula(store, exported):
    CustomerFactory(store=store, first_name="=HYPERLINK(1)", last_name="")
    assert exported(columns=["name"])[1] == ["'=HYPERLINK(1)"]


def test_the_log_says_who_took_what(owner, store, crowd, exported):
    exported(columns=["name"], query="status=active")
    event = EventRecord.objects.get(name="platform.rows_exported")
    assert event.actor_id == owner.membership.user_id
    assert event.payload == {
        "list_key": "customers", "query": "status=active", "columns": ["name"], "rows": 21,
    }  # fmt: skip


def test_asks_for_columns_first(owner, store, crowd):
    response = owner.get(f"{EXPORT}?status=active", headers={"HX-Request": "true"})
    assert "Export 21 customers" in response.content.decode()
    assert not Job.objects.exists()


def test_who_may_not_export_sees_no_button_and_gets_nothing(agent, store, crowd):
    assert EXPORT not in agent.get("/customers").content.decode()
    assert agent.post(EXPORT, {"start": "1", "scope": "all"}).status_code == 403
    assert not Job.objects.exists()
