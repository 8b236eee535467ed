"""The customer list and profile, as a person uses them."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from commerce.events.orders import OrderPlaced
from commerce.events.storefront import ProductViewed
from core.actors import SYSTEM
from core.events import publish_many
from customers.models import AccountStatus, Customer
from tests.factories import CustomerFactory, NoteFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(store):
    people = [
        CustomerFactory(
            store=store, first_name="Ana", last_name=f"Ruiz{i:02}", email=f"ana{i:02}@example.com"
        )
        for i in range(60)
    ]
    Customer.objects.filter(pk__in=[people[0].pk, people[1].pk]).update(status=AccountStatus.SUSPENDED)
    return people


def suspended(store) -> int:
    return store.customers.filter(status=AccountStatus.SUSPENDED).count()


def rows(page):
    return page.locator("#list tbody tr")


def test_list_looks_right(look, enter, owner, crowd, axe, fits, shot):
    enter(owner, "/customers?status=active")
    shot(f"customers-{look}", full_page=False)
    axe()
    fits()


def test_profile_looks_right(look, enter, owner, store, axe, fits, shot):
    customer = CustomerFactory(store=store, first_name="Ana", last_name="López", phone="+447700900123")
    NoteFactory(customer=customer, pinned=True, author_label="Sam Okafor")
    enter(owner, f"/customers/{customer.public_id}")
    shot(f"customer-{look}")
    axe()
    fits()


def test_find_filter_and_go_back(enter, owner, crowd, axe):
    page = enter(owner, "/customers")
    page.keyboard.press("/")
    page.keyboard.type("ruiz0", delay=20)
    expect(rows(page)).to_have_count(10)
    expect(page).to_have_url(re.compile(r"search=ruiz0$"))

    page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")
    page.locator("main h1").click()
    page.keyboard.press("f")
    page.keyboard.type("stat", delay=20)
    page.keyboard.press("Enter")
    page.get_by_label("Suspended").check()
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#chip-status")).to_contain_text("Status is Suspended")
    axe()

    page.go_back()
    expect(rows(page)).to_have_count(10)
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(rows(page)).to_have_count(50)
    expect(page).to_have_url(re.compile(r"/customers$"))


def test_save_a_view(enter, owner, crowd, axe):
    page = enter(owner, "/customers?status=suspended")
    page.get_by_role("link", name="Save view").click()
    page.locator("#drawer").get_by_label("Name").fill("Banned")
    axe()
    page.get_by_role("button", name="Save view").click()
    tab = page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Banned")
    expect(tab).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="All", exact=True).click()
    expect(rows(page)).to_have_count(50)
    tab.click()
    expect(rows(page)).to_have_count(2)


def test_suspend_some_and_take_it_back(enter, owner, store, crowd):
    page = enter(owner, "/customers?status=active&sort=name")
    for name in ("Ruiz02", "Ruiz03"):
        page.get_by_label(f"Select Ana {name}").check()
    page.get_by_role("toolbar", name="Selected rows").get_by_role("button", name="Suspend").click()
    question = page.get_by_role("alertdialog", name="Suspend 2 customers?")
    question.get_by_label("Reason").fill("Trial orders")
    question.get_by_role("button", name="Suspend").click()
    toast = page.locator(".toast", has_text="2 customers suspended")
    expect(toast).to_be_visible()
    expect(page.locator("#list-total")).to_contain_text("56")
    assert suspended(store) == 4
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("#list-total")).to_contain_text("58")
    assert suspended(store) == 2


def test_select_all_that_match_asks_with_their_number(enter, owner, store, crowd, axe, monkeypatch):
    monkeypatch.setattr("core.lists.bulk.AT_ONCE", 10)
    page = enter(owner, "/customers?status=active")
    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Select all 58 customers").click()
    page.get_by_role("toolbar", name="Selected rows").get_by_role("button", name="Suspend").click()
    question = page.get_by_role("alertdialog", name="Suspend 58 customers?")
    expect(question).to_be_visible()
    axe()
    question.get_by_role("button", name="Suspend").click()
    expect(page.locator(".list-progress")).to_contain_text("Suspend 58 customers")
    assert suspended(store) == 2  # the job waits for a worker


def test_all_but_one(enter, owner, store, crowd):
    page = enter(owner, "/customers?status=active&sort=name")
    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Select all 58 customers").click()
    page.get_by_label("Select Ana Ruiz02").uncheck()
    expect(page.locator("[data-picked-count]")).to_have_text("58 − 1")
    page.get_by_role("toolbar", name="Selected rows").get_by_role("button", name="Suspend").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Suspend").click()
    expect(page.locator(".toast", has_text="57 customers suspended")).to_be_visible()
    assert not store.customers.get(email="ana02@example.com").is_suspended


def test_a_deleted_customer_comes_back_by_undo(enter, owner, store, crowd):
    page = enter(owner, f"/customers/{crowd[5].public_id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#list-total")).to_contain_text("59")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list-total")).to_contain_text("60")
    assert store.customers.count() == 60


def test_a_suspension_asks_why_shows_at_once_and_can_be_taken_back(enter, owner, store, crowd, axe):
    page = enter(owner, f"/customers/{crowd[5].public_id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Suspend").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Reason").fill("Three chargebacks")
    axe()
    drawer.get_by_role("button", name="Suspend").click()
    expect(page.locator("#customer-head")).to_contain_text("Suspended")
    expect(page.locator("#customer-card")).to_contain_text("Three chargebacks")
    expect(page.locator("#timeline")).to_contain_text("suspended")
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("menuitem", name="Reinstate")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#customer-head")).not_to_contain_text("Suspended")


def test_the_timeline_goes_on_by_itself_and_is_filtered(enter, owner, store, crowd, axe):
    who = {"store_id": store.pk, "customer_id": crowd[5].pk}
    looks = [ProductViewed(**who, subject_label=f"Boot {n}") for n in range(45)]
    with transaction.atomic():
        publish_many([*looks, OrderPlaced(**who, order_id=1, subject_label="R-1")], by=SYSTEM)
    page = enter(owner, f"/customers/{crowd[5].public_id}")
    marks = page.locator("#timeline .timeline-mark")
    page.get_by_role("link", name="Timeline").click()
    for _more in range(4):
        page.mouse.wheel(0, 4000)
        page.wait_for_load_state("networkidle")
    expect(marks).to_have_count(46)
    expect(page.locator("#timeline h3")).to_have_count(1)
    expect(page.locator("#timeline")).to_contain_text("Nothing is known from before")
    page.get_by_role("checkbox", name="Orders").check()
    expect(marks).to_have_count(1)
    axe()
    page.get_by_role("checkbox", name="Orders").uncheck()
    expect(marks).to_have_count(20)


def test_the_parts_of_the_page_are_marked_as_they_are_read(enter, owner, crowd):
    page = enter(owner, f"/customers/{crowd[5].public_id}")
    parts = page.get_by_role("navigation", name="On this page")
    page.wait_for_load_state("networkidle")
    parts.get_by_role("link", name="Visits").click()
    expect(page.locator("#panel-visits")).to_be_in_viewport()
    expect(parts).to_be_in_viewport()


def test_what_to_do_next_is_done_from_there(enter, owner, store):
    customer = CustomerFactory(store=store, first_name="Ana", last_name="Ruiz", email=None)
    page = enter(owner, f"/customers/{customer.public_id}")
    panel = page.locator("#panel-next")
    expect(panel).to_contain_text("Ask for their e-mail address")
    panel.get_by_role("link", name="Edit").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("E-mail").fill("ana@example.com")
    drawer.get_by_label("E-mail").press("Enter")
    expect(page.locator("#customer-card")).to_contain_text("ana@example.com")
    expect(panel).to_contain_text("Nothing needs doing")


def test_by_keyboard_alone(enter, owner, crowd):
    page = enter(owner, "/customers?sort=name")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_label("Select Ana Ruiz01")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Ana Ruiz01")


def test_add_a_customer_in_the_drawer_after_an_error(enter, owner, store, crowd, axe, shot):
    page = enter(owner, "/customers")
    page.get_by_role("link", name="Add customer").click()
    drawer = page.locator("#drawer")
    expect(page).to_have_url(re.compile(r"/customers/new$"))
    drawer.get_by_label("E-mail").fill("ana02@example.com")
    drawer.get_by_label("E-mail").press("Tab")
    expect(drawer.locator(".field-error").first).to_contain_text("Ana Ruiz02 already has this e-mail address")
    axe()
    drawer.get_by_role("button", name="Add customer").click()
    expect(drawer.locator("[data-error-summary]")).to_be_focused()
    assert store.customers.count() == 60

    drawer.get_by_label("E-mail").fill("new@example.com")
    drawer.get_by_role("button", name="Add customer").click()
    expect(page.locator("main h1")).to_have_text("new@example.com")
    assert store.customers.count() == 61


def test_notes_are_written_pinned_and_deleted_with_undo(enter, owner, store, crowd, axe):
    page = enter(owner, f"/customers/{crowd[5].public_id}")
    page.get_by_role("textbox", name="Note").fill("Likes green")
    page.get_by_role("button", name="Add note").click()
    note = page.locator("article.note", has_text="Likes green")
    expect(note).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("wrote a note about")
    note.get_by_role("button", name="Pin").click()
    expect(note.get_by_role("button", name="Unpin")).to_be_visible()
    axe()
    note.get_by_role("button", name="Delete").click()
    expect(note).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(note).to_be_visible()


@pytest.mark.parametrize("browser_context_args", [("light", 390)], indirect=True)
def test_on_a_phone_a_row_has_two_lines_and_leads_to_the_profile(enter, owner, crowd, fits):
    page = enter(owner, "/customers")
    row = rows(page).first
    expect(row.locator("[data-cell=title]")).to_be_visible()
    expect(row.locator("[data-cell=sub]")).to_be_visible()
    assert row.bounding_box()["height"] < 90
    fits()
    row.locator("a.row-link").click()
    expect(page.locator("main h1")).to_have_text("Ana Ruiz59")
    fits()
