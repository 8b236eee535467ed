"""Two records of one person, as staff find, compare, merge and part them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commerce.merging import work_figures_out_anew
from customers import services
from customers.models import Customer
from customers.services.duplicates import find_duplicates
from tests.factories import CustomerFactory, NoteFactory, OrderFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(store):
    named = {"first_name": "Ana", "last_name": "Lima", "store": store}
    one = CustomerFactory(**named, email="ana.lima@gmail.com", phone="+351912345678", company="Nordwind")
    other = CustomerFactory(**{**named, "last_name": "Lima Costa"}, email="analima@gmail.com", language="pt")
    CustomerFactory(**{**named, "first_name": "Rui"}, email="rui@example.com", phone="+351912345678")
    for n in range(3):
        OrderFactory(store=store, customer=one if n else other)
    NoteFactory(customer=other)
    work_figures_out_anew(store, [one.pk, other.pk], timezone.now())
    find_duplicates(store=store, now=timezone.now())
    return one, other


def test_the_pages_look_right(look, enter, owner, people, axe, fits, shot):
    one, other = people
    for name, address in {
        "duplicates": "/customers/duplicates",
        "merge": f"/customers/{one.public_id}/merge?with={other.public_id}",
        "merge-with": f"/customers/{one.public_id}/merge?q=lima",
    }.items():
        enter(owner, address)
        shot(f"{name}-{look}")
        axe()
        fits()


def test_the_merges_look_right(look, enter, owner, people, axe, fits, shot):
    one, other = people
    services.merge_customers(kept=one, gone=other, by=owner.membership.actor, now=timezone.now())
    enter(owner, "/customers/duplicates/merged")
    shot(f"merges-{look}")
    axe()
    fits()
    page = enter(owner, f"/customers/{one.public_id}")
    expect(page.locator("#panel-merged")).to_contain_text("Ana Lima Costa")
    shot(f"merged-profile-{look}")
    axe()


def test_merge_and_part_again(enter, owner, people):
    one, other = people
    page = enter(owner, "/customers/duplicates")
    page.get_by_role("link", name="Compare Ana Lima, Ana Lima Costa").click()
    expect(page.get_by_role("heading", name="What goes from Ana Lima Costa to Ana Lima")).to_be_visible()
    page.get_by_role("radiogroup", name="Last name").get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", name="Ana Lima Costa", level=1)).to_be_visible()
    assert not Customer.objects.filter(pk=other.pk).exists()
    page.goto(page.url.replace(str(one.public_id), str(other.public_id)))
    expect(page).to_have_url(page.url.replace(str(other.public_id), str(one.public_id)))
    page.locator("#panel-merged").get_by_role("button", name="Undo").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Undo the merge").click()
    expect(page.locator(".toast", has_text="customer of their own again")).to_be_visible()
    assert Customer.objects.filter(pk=other.pk).exists()
    expect(page.get_by_role("heading", name="Ana Lima", exact=True, level=1)).to_be_visible()


def test_they_are_two_people_after_all(enter, owner, people):
    page = enter(owner, "/customers/duplicates")
    page.get_by_role("button", name="Two people Ana Lima, Ana Lima Costa").click()
    toast = page.locator(".toast", has_text="not be suggested again")
    expect(toast).to_be_visible()
    expect(page.get_by_role("button", name="Two people Ana Lima, Ana Lima Costa")).to_have_count(0)
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Two people Ana Lima, Ana Lima Costa")).to_be_visible()
