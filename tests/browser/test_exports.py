"""Taking rows out of a list, as a person does it."""

import pytest
from playwright.sync_api import expect

from core.jobs import run_job
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_workbook_of_what_the_list_shows(look, enter, owner, store, axe, fits, shot):
    CustomerFactory.create_batch(3, store=store)
    page = enter(owner, "/customers")
    page.locator("a.list-export").click()
    question = page.get_by_role("dialog", name="Export 3 customers")
    question.get_by_label("Excel workbook").check()
    shot(f"export-{look}", full_page=False)
    axe()
    fits()
    question.get_by_role("button", name="Export").click()
    expect(page.locator(".toast", has_text="Export started")).to_be_visible()
    job = run_job(store.jobs.get(kind="customers.export"))
    assert (job.state, job.result_name, job.done) == ("done", "customers.xlsx", 3)


def test_the_rules_of_automatic_tags_are_changed_in_the_drawer(enter, owner, store, axe):
    store.tags.create(name="New", kind="rule", source_key="new")
    page = enter(owner, "/customers/tags")
    expect(page.locator("#tags")).to_contain_text("First order within the last 30 days")
    page.get_by_role("link", name="Change the rules").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Frequent buyer from").fill("8")
    axe()
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("given and taken in the background")
