import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from core.actors import SYSTEM
from core.jobs import run_job
from customers import services
from customers.models import Customer, ImportBatch, Method, Word
from customers.services import Told
from tests.customers.importing.files import as_csv, checked, imported, upload

START = "/customers/import"
CONTENT = as_csv(
    ("Email", "Name"), ("ana@example.com", "Ana Silva"), ("nobody", "=1+1"), ("ben@example.com", "Ben Ito")
)


def url(name, batch):
    return reverse(f"customers:{name}", args=[batch.public_id])


def work(batch):
    batch.refresh_from_db()
    run_job(batch.job)
    batch.refresh_from_db()


def test_from_the_file_to_the_result(owner, at_most):
    response = owner.post(START, {"file": upload(CONTENT)})
    batch = ImportBatch.objects.get()
    assert response["Location"] == url("import", batch)
    page = owner.get(url("import", batch)).content.decode()
    assert "What the columns are" in page
    assert "ana@example.com" in page
    assert '<option value="email" selected>' in page
    how = {"column_0": "email", "column_1": "name", "key": "email", "mode": "overwrite", "day_first": "yes"}
    assert owner.post(url("check-import", batch), {**how, "tags": "Fair"}).status_code == 302
    work(batch)
    page = owner.get(url("import", batch)).content.decode()
    assert "Nothing has been written yet" in page
    assert "“nobody” is not a complete e-mail address." in page
    assert not Customer.objects.exists()
    owner.post(url("start-import", batch))
    work(batch)
    with at_most(16):
        page = owner.get(url("import", batch)).content.decode()
    assert "It can be undone until" in page
    assert Customer.objects.count() == 2
    owner.post(url("undo-import", batch))
    work(batch)
    assert "This import was undone." in owner.get(url("import", batch)).content.decode()
    assert not Customer.objects.exists()


def test_a_wrong_file_is_said_at_its_field(owner):
    response = owner.post(START, {"file": upload(b"%PDF-1.7", "list.pdf")})
    assert response.status_code == 422
    assert "This is a PDF" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_wrong_choice_keeps_what_was_chosen(owner, store, actor):
    batch = checked(store, CONTENT, actor)
    response = owner.post(
        url("check-import", batch),
        {"column_0": "email", "column_1": "email", "key": "email", "mode": "fill", "day_first": "no"},
    )
    assert response.status_code == 422
    assert "Two columns are E-mail" in response.content.decode()
    batch.refresh_from_db()
    assert batch.mode == "overwrite"


CONSENTING = as_csv(("Email", "Newsletter"), ("ana@example.com", "yes"), ("ben@example.com", "yes"))
CHOICE = {
    "column_0": "email",
    "column_1": "consent_email",
    "key": "email",
    "mode": "fill",
    "day_first": "yes",
}


def test_a_column_of_consents_asks_for_the_words(owner):
    owner.post(START, {"file": upload(CONSENTING)})
    batch = ImportBatch.objects.get()
    response = owner.post(url("check-import", batch), {**CHOICE, "consent_wording": " "})
    assert response.status_code == 422
    assert "Give the words they agreed to" in response.content.decode()
    batch.refresh_from_db()
    assert batch.state == "mapping"


def test_the_pages_say_what_becomes_of_consents(owner, store, customer):
    refuse(customer)
    owner.post(START, {"file": upload(CONSENTING)})
    batch = ImportBatch.objects.get()
    owner.post(url("check-import", batch), {**CHOICE, "consent_wording": "Send me news."})
    work(batch)
    assert "whoever refused before stays so" in owner.get(url("import", batch)).content.decode()
    owner.post(url("start-import", batch))
    work(batch)
    page = " ".join(owner.get(url("import", batch)).content.decode().split())
    assert "1 consent or refusal was written down." in page
    assert "1 had refused before and stays so." in page


def test_without_a_column_of_consents_the_page_says_so(owner, store, actor):
    batch = checked(store, CONTENT, actor)
    assert "No column says who agreed to news" in owner.get(url("import", batch)).content.decode()


def refuse(customer):
    told = Told(customer=customer, word=Word.WITHDRAWN, channel="email", method=Method.PHONE)
    services.record_consent(told=told, by=SYSTEM, now=timezone.now())


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_result_file_says_what_became_of_each_line(owner, store, actor):
    batch = imported(store, CONTENT, actor)
    assert rows_of(owner.get(url("import-result", batch))) == [
        ["Email", "Name", "Line", "Result", "Reason"],
        ["ana@example.com", "Ana Silva", "2", "New", ""],
        ["nobody", "'=1+1", "3", "Skipped", "“nobody” is not a complete e-mail address."],
        ["ben@example.com", "Ben Ito", "4", "New", ""],
    ]


def test_the_skipped_lines_can_be_mended_and_imported(owner, store, actor):
    batch = imported(store, CONTENT, actor)
    heading, *lines = rows_of(owner.get(url("import-result", batch) + "?only=skipped"))
    assert (heading, len(lines)) == (["Email", "Name", "Reason"], 1)
    mended = [["cleo@example.com", "Cleo Park", lines[0][2]]]
    imported(store, as_csv(heading, *mended), actor)
    assert Customer.objects.get(email="cleo@example.com").first_name == "Cleo"
    assert Customer.objects.count() == 3


def test_who_may_not_import_is_refused(agent, store, actor):
    batch = checked(store, CONTENT, actor)
    assert agent.get(START).status_code == 403
    assert agent.post(url("start-import", batch)).status_code == 403
    assert START not in agent.get("/customers").content.decode()
    batch.refresh_from_db()
    assert batch.state == "checked"


@pytest.mark.parametrize("name", ["import", "import-result"])
def test_another_stores_import_is_nowhere(stranger, store, actor, name):
    batch = imported(store, CONTENT, actor)
    assert stranger.get(url(name, batch)).status_code == 404
