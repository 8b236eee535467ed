"""Fields of a store's own and short ways in the list, as a person uses them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.actors import SYSTEM
from customers import services
from customers.custom import values_of
from customers.models import Customer
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(store):
    return CustomerFactory(store=store, first_name="Ana", last_name="Lima", email="ana@example.com")


@pytest.fixture
def fields(store):
    who = {"store": store, "by": SYSTEM, "now": timezone.now()}
    services.add_custom_field(label="Shoe size", kind="number", **who)
    services.add_custom_field(label="Interests", kind="choices", choices=["Hiking", "Camping"], **who)


def test_the_settings_page_and_the_form_look_right(look, enter, owner, ana, fields, axe, fits, shot):
    page = enter(owner, "/settings/customer-fields")
    shot(f"customer-fields-{look}")
    axe()
    fits()
    page.goto(page.url.replace("/settings/customer-fields", f"/customers/{ana.public_id}/edit"))
    expect(page.get_by_label("Shoe size")).to_be_visible()
    shot(f"customer-form-{look}")
    axe()
    fits()


def test_make_a_field_fill_it_and_find_by_it(enter, owner, ana, axe):
    page = enter(owner, "/settings/customer-fields")
    page.get_by_role("link", name="Add field").first.click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Name").fill("Club card")
    expect(drawer.get_by_label("Choices")).to_be_hidden()
    drawer.get_by_label("Kind").select_option("choice")
    drawer.get_by_label("Choices").fill("Gold\nSilver")
    axe()
    drawer.get_by_role("button", name="Add field").click()
    expect(page.locator("#customer-fields")).to_contain_text("One of a list: Gold, Silver")
    page.goto(page.url.replace("/settings/customer-fields", f"/customers/{ana.public_id}"))
    page.get_by_role("link", name="Edit", exact=True).first.click()
    drawer.get_by_label("Club card").select_option("Gold")
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator("#panel-about")).to_contain_text("Gold")
    assert values_of(Customer.objects.get()) == {"club_card": "Gold"}
    page.goto(page.url.split("/customers")[0] + "/customers?custom.club_card=Gold")
    expect(page.locator("#list")).to_contain_text("Club card is Gold")
    expect(page.locator("#list")).to_contain_text("Ana Lima")


def test_write_to_somebody_from_their_row(enter, owner, ana, axe):
    page = enter(owner, "/customers")
    page.get_by_role("row", name="Ana Lima").hover()
    page.get_by_role("link", name="Write Ana Lima an e-mail").click()
    expect(page.locator("#drawer")).to_contain_text("Ana Lima")
    axe()
