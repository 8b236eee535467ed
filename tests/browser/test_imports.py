"""Importing a file, mending what was wrong with it, and undoing it, as a person does."""

import csv

import pytest
from playwright.sync_api import expect

from core.jobs import run_job
from core.models import Job
from customers.models import Customer
from tests.customers.importing.files import as_csv, check, imported

pytestmark = pytest.mark.django_db(transaction=True)

HEADING = ("Kundennummer", "E-Mail", "Name", "Telefon", "Geburtstag", "Notizen")


def lines():
    """500, of which 20 are wrong."""
    for n in range(500):
        email = f"ana{n}@example.com" if n % 25 else "ana at example.com"
        yield (f"K-{n}", email, f"Ana Ruiz{n}", f"+35191234{n:04}", "21.03.1987", "likes boots")


def work():
    for job in Job.objects.filter(state="queued"):
        run_job(job)


def chosen(page, file):
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="What the columns are")).to_be_visible()


def checked(page):
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("status")).to_contain_text("Being checked")
    work()
    expect(page.get_by_role("heading", name="Nothing has been written yet")).to_be_visible()


def started(page, words):
    page.get_by_role("button", name=words).click()
    expect(page.get_by_role("status")).to_contain_text("Being imported")
    work()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()


def test_import_five_hundred_mend_twenty_and_undo(enter, owner, store, tmp_path, axe):
    file = tmp_path / "kunden.csv"
    file.write_text(as_csv(HEADING, *lines()), encoding="cp1252")
    page = enter(owner, "/customers")
    page.get_by_role("link", name="Import", exact=True).click()
    chosen(page, file)
    expect(page.get_by_label("Kundennummer")).to_have_value("external_id")
    expect(page.get_by_label("Notizen")).to_have_value("")
    page.get_by_label("Tag everybody in this file").fill("Messe 2026")
    checked(page)
    axe()
    expect(page.locator("#import-live")).to_contain_text("20 lines skipped")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    started(page, "Import 480 customers")
    assert Customer.objects.count() == 480

    with open(download.value.path(), encoding="utf-8-sig", newline="") as text:
        heading, *wrong = csv.reader(text)
    mended = tmp_path / "mended.csv"
    mended.write_text(as_csv(heading, *[[row[0], f"{row[0]}@example.com", *row[2:]] for row in wrong]))
    page.get_by_role("link", name="Import", exact=True).click()
    chosen(page, mended)
    checked(page)
    started(page, "Import 20 customers")
    assert Customer.objects.count() == 500

    page.get_by_role("button", name="Undo").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Undo import").click()
    expect(page.get_by_role("status")).to_contain_text("Being undone")
    work()
    expect(page.locator("#import-live .banner")).to_contain_text("This import was undone.")
    assert Customer.objects.count() == 480


def test_every_step_looks_right(look, enter, owner, store, axe, fits, shot):
    by = owner.membership.actor
    content = as_csv(HEADING, *list(lines())[:60])
    batch = imported(store, content, by, tags=["Messe 2026"])
    page = enter(owner, "/customers/import")
    shot(f"import-file-{look}")
    axe()
    fits()
    page.goto(page.url + f"/{batch.public_id}")
    shot(f"import-done-{look}")
    axe()
    fits()
    page.goto(page.url.rpartition("/")[0])
    page.locator("#id_file").set_input_files(
        {"name": "kunden.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="What the columns are")).to_be_visible()
    shot(f"import-columns-{look}")
    axe()
    fits()
    check(store.importbatchs.latest("pk"), by)
    page.reload()
    shot(f"import-check-{look}")
    axe()
    fits()


def test_a_column_of_consents_asks_for_their_words(look, enter, owner, store, axe, fits, shot):
    content = as_csv(("Email", "Newsletter"), ("ana@example.com", "yes"))
    page = enter(owner, "/customers/import")
    page.locator("#id_file").set_input_files(
        {"name": "kunden.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Upload").click()
    words = page.get_by_label("What they agreed to, in the words they saw")
    expect(words).to_be_visible()
    page.get_by_label("Newsletter").select_option("")
    expect(words).to_be_hidden()
    page.get_by_label("Newsletter").select_option("consent_email")
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Give the words they agreed to")
    shot(f"import-consents-{look}")
    axe()
    fits()
    words.fill("Yes, send me news.")
    checked(page)
    shot(f"import-consents-check-{look}")
    axe()
