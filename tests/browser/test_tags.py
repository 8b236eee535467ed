"""Tags, as a person uses them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from customers import services
from customers.models import CustomerTag, Tag, TagKind
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(store, owner):
    people = [CustomerFactory(store=store, first_name="Ana", last_name=f"Ruiz{i}") for i in range(4)]
    who = {"by": owner.membership.actor, "now": timezone.now()}
    services.tag_customers(customers=people[:3], tag="Press", **who)
    services.tag_customers(customers=people[2:], tag="Journalists", **who)
    services.edit_tag(tag=store.tags.get(name="Press"), colour="violet", **who)
    Tag.objects.create(store=store, name="At risk", kind=TagKind.RULE, source_key="at_risk", colour="red")
    return people


def having(name):
    return CustomerTag.objects.filter(tag__name=name).count()


def test_the_page_looks_right(look, enter, owner, people, axe, fits, shot):
    enter(owner, "/customers/tags")
    shot(f"tags-{look}")
    axe()
    fits()


def test_tag_some_and_take_it_back(look, enter, owner, people, axe, shot):
    page = enter(owner, "/customers?sort=name")
    for name in ("Ruiz0", "Ruiz3"):
        page.get_by_label(f"Select Ana {name}").check()
    shot(f"tag-bar-{look}", full_page=False)
    page.get_by_role("toolbar", name="Selected rows").get_by_role("button", name="Tag", exact=True).click()
    question = page.get_by_role("alertdialog", name="Tag 2 customers?")
    expect(question).to_be_visible()
    axe()
    question.get_by_role("button", name="Tag", exact=True).click()
    expect(question.locator(".field-error")).to_be_visible()
    question.get_by_label("Tag").fill("Press")
    question.get_by_role("button", name="Tag", exact=True).click()
    toast = page.locator(".toast", has_text="1 customer tagged")
    expect(toast).to_contain_text("1 skipped")
    assert having("Press") == 4
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast", has_text="Undone")).to_be_visible()
    assert having("Press") == 3


def test_merge_two_that_mean_the_same(enter, owner, people, axe):
    page = enter(owner, "/customers/tags")
    page.get_by_role("button", name="Journalists: more").click()
    page.get_by_role("menuitem", name="Merge into another").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Merge into").select_option("Press")
    axe()
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("4 customers have “Press” now")
    expect(page.locator("#tags")).not_to_contain_text("Journalists")
    assert having("Press") == 4


def test_give_and_take_a_tag_on_the_profile(enter, owner, people, axe):
    page = enter(owner, f"/customers/{people[0].public_id}")
    page.get_by_role("link", name="Edit tags").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Tag", exact=True).fill("Trail club")
    drawer.get_by_role("button", name="Give tag").click()
    expect(drawer.get_by_role("button", name="Remove Trail club")).to_be_visible()
    axe()
    drawer.get_by_role("button", name="Remove Press").click()
    expect(drawer.get_by_role("button", name="Remove Press")).to_have_count(0)
    expect(page.locator("#customer-card")).to_contain_text("Trail club")
    assert (having("Trail club"), having("Press")) == (1, 2)
