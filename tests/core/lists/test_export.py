import csv
import io
import json
from functools import partial

import pytest
from python_calamine import CalamineWorkbook

from core.files import private_files
from core.jobs import run_job
from core.models import EventRecord, Job
from core.xlsx import book
from tests.factories import CustomerFactory

EXPORT = "/customers/export"


def content(job) -> bytes:
    return b"".join(private_files().open(part.path).read() for part in job.parts.order_by("pk"))


def written(job) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(job).decode("utf-8-sig"))))


@pytest.fixture
def job_of(owner):
    def run(**given):
        owner.post(
            EXPORT, {"start": "1", "scope": "all", "query": "", **given}, headers={"HX-Request": "true"}
        )
        return run_job(Job.objects.get())

    return run


@pytest.fixture
def exported(job_of):
    return lambda **given: written(job_of(**given))


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


def test_a_workbook_has_the_same_rows(store, crowd, job_of):
    job = job_of(query="status=suspended", columns=["name", "email"], sort="name", format="xlsx")
    assert job.result_name == "customers.xlsx"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content(job))).get_sheet_by_name("Customers")
    assert sheet.to_python() == [
        ["Name", "E-mail"],
        ["Ana Ruiz0", "ana003@example.com"],
        ["Ana Ruiz0", "ana006@example.com"],
    ]


def test_lines_of_json_have_the_columns_by_their_keys(store, crowd, job_of):
    job = job_of(query="status=suspended", columns=["email"], sort="name", format="json")
    assert job.result_name == "customers.jsonl"
    told = [json.loads(line) for line in content(job).decode().splitlines()]
    assert told == [{"email": "ana003@example.com"}, {"email": "ana006@example.com"}]


def test_a_workbook_of_more_than_a_sheet_says_so(store, crowd, job_of, monkeypatch):
    monkeypatch.setattr(book, "MOST_ROWS", 11)
    assert job_of(columns=["name"], format="xlsx").outcome.endswith(", in 3 sheets")


def test_the_question_says_what_a_sheet_holds(owner, store, crowd, monkeypatch):
    ask = partial(owner.get, f"{EXPORT}?status=active", headers={"HX-Request": "true"})
    assert "1,048,576" not in ask().text
    monkeypatch.setattr(book, "MOST_ROWS", 11)
    assert "these go into 3 sheets" in " ".join(ask().text.split())


def test_a_file_of_no_kind_we_know_is_a_csv(store, crowd, job_of):
    assert job_of(columns=["name"], format="exe").result_name == "customers.csv"


def test_no_cell_is_a_formula(store, exported):
    CustomerFactory(store=store, first_name="=HYPERLINK(1)", last_name="")
    assert exported(columns=["name"])[1] == ["'=HYPERLINK(1)"]


def test_the_log_says_who_took_what(owner, store, crowd, exported):
    exported(columns=["name"], query="status=active")
    event = EventRecord.objects.get(name="platform.rows_exported")
    assert event.actor_id == owner.membership.user_id
    assert event.payload == {
        "list_key": "customers", "query": "status=active", "columns": ["name"], "rows": 21,
        "format": "csv",
    }  # fmt: skip


def test_asks_for_columns_first(owner, store, crowd):
    response = owner.get(f"{EXPORT}?status=active", headers={"HX-Request": "true"})
    assert "Export 21 customers" in response.content.decode()
    assert not Job.objects.exists()


def test_who_may_not_export_sees_no_button_and_gets_nothing(agent, store, crowd):
    assert EXPORT not in agent.get("/customers").content.decode()
    assert agent.post(EXPORT, {"start": "1", "scope": "all"}).status_code == 403
    assert not Job.objects.exists()
