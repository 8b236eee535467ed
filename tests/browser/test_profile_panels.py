"""What hangs on a profile: addresses, payment methods, related people, preferences and files."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import expect

from customers.models import Address, CustomerFile, Preference, Relation
from customers.services import addresses, files, payment_methods, preferences, relations
from tests.factories import AddressFactory, CustomerFactory, OrderFactory, PaymentFactory

pytestmark = pytest.mark.django_db(transaction=True)
HOME = {"line_1": "12 Mill Race", "postcode": "LA9 4KO", "city": "Kendal", "country": "GB"}


@pytest.fixture
def ana(store):
    ana = CustomerFactory(store=store, first_name="Ana", last_name="López", email="ana@example.com")
    ana.refresh_from_db()
    return ana


@pytest.fixture
def furnished(store, ana, owner):
    who = {"customer": ana, "by": owner.membership.actor, "now": timezone.now()}
    addresses.add_address(**who, name="Ana López", **HOME)
    work = {"line_1": "Unit 4, Kiln Street", "company": "López & Partners", "city": "Leeds", "country": "GB"}
    addresses.add_address(**who, kind="billing", **work)
    payment_methods.add_payment_method(
        **who, brand="Visa", last_four="4242", expires_month=8, expires_year=2031, provider="Stripe"
    )
    payment_methods.add_payment_method(
        **who, brand="Mastercard", last_four="1881", expires_month=2, expires_year=2024
    )
    for kind, value in (("size", "42"), ("colour", "Moss"), ("colour", "Slate"), ("brand", "Fellwright")):
        preferences.add_preference(**who, kind=kind, value=value)
    ben = CustomerFactory(store=store, first_name="Benedict", last_name="Okoro-Whitmore")
    relations.relate_customers(**who, other=ben, kind="family", note="Partner")
    mia = CustomerFactory(store=store, first_name="Mia", last_name="López")
    AddressFactory(customer=mia, **{**HOME, "line_1": "12, mill race"})
    files.add_files(**who, files=[SimpleUploadedFile("wholesale-agreement.txt", b"Agreed.")])
    sent = {"line_1": "3 Harbour Steps", "postcode": "YO1 7MC", "city": "York", "country": "United Kingdom"}
    order = OrderFactory(store=store, customer=ana, shipping_address=sent)
    PaymentFactory(order=order, method="card", brand="American Express", last_four="1005")
    return ana


def test_the_panels_look_right(look, enter, owner, furnished, axe, fits, shot):
    page = enter(owner, f"/customers/{furnished.public_id}")
    for words in (
        "12 Mill Race",
        "Visa •••• 4242",
        "Okoro-Whitmore",
        "Fellwright",
        "wholesale-agreement.txt",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    shot(f"profile-panels-{look}")
    axe()
    fits()


def test_an_address_is_added_made_the_main_one_deleted_and_brought_back(look, enter, owner, ana, axe, shot):
    page = enter(owner, f"/customers/{ana.public_id}")
    panel = page.locator("#panel-addresses")
    panel.get_by_role("link", name="Add address").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Street and number").fill("12 Mill Race")
    drawer.get_by_label("Town").fill("Kendal")
    drawer.get_by_label("Country").select_option("GB")
    axe()
    shot(f"address-form-{look}", full_page=False)
    drawer.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("12 Mill Race")).to_be_visible()
    addresses.add_address(
        customer=ana, by=owner.membership.actor, now=timezone.now(), city="York", country="GB"
    )
    page.reload()
    panel.get_by_role("button", name="York").click()
    panel.get_by_role("menuitem", name="Make main address").click()
    expect(page.locator(".toast", has_text="Main address changed")).to_be_visible()
    expect(panel.locator(".rows > li").first).to_contain_text("York")
    panel.get_by_role("button", name="Kendal").click()
    panel.get_by_role("menuitem", name="Delete").click()
    expect(panel.get_by_text("12 Mill Race")).to_be_hidden()
    page.locator(".toast", has_text="Address deleted").get_by_role("button", name="Undo").click()
    expect(panel.get_by_text("12 Mill Race")).to_be_visible()
    assert Address.objects.get(is_main=True).city == "York"


def test_suggestions_are_kept_with_a_click(enter, owner, furnished):
    page = enter(owner, f"/customers/{furnished.public_id}")
    page.get_by_role("button", name=re.compile("Keep.*3 Harbour Steps")).click()
    expect(page.locator("#panel-addresses").get_by_role("button", name="Keep")).to_be_hidden()
    assert Address.objects.filter(city="York", source="order").exists()
    page.get_by_role("button", name=re.compile("Keep.*Mia López")).click()
    expect(page.locator("#panel-relations").get_by_role("button", name="Keep")).to_be_hidden()
    assert Relation.objects.filter(kind="same_address").exists()


def test_a_person_is_found_while_typing_and_related(look, enter, owner, furnished, axe, shot):
    CustomerFactory(store=furnished.store, first_name="Cleo", last_name="Marsh", email="cleo@example.com")
    page = enter(owner, f"/customers/{furnished.public_id}")
    page.get_by_role("link", name="Add a related person").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Person").fill("mars")
    drawer.get_by_label("Cleo Marsh").check()
    drawer.get_by_label("How they are related").select_option("gets_gifts")
    axe()
    shot(f"relate-{look}", full_page=False)
    drawer.get_by_role("button", name="Save").click()
    expect(page.locator("#panel-relations").get_by_text("Gets gifts from")).to_be_visible()


def test_files_are_uploaded_several_at_once_and_a_preference_is_removed(enter, owner, furnished):
    page = enter(owner, f"/customers/{furnished.public_id}")
    panel = page.locator("#panel-files")
    given = [
        {"name": name, "mimeType": "text/plain", "buffer": b"Sizes."} for name in ("chart.txt", "terms.txt")
    ]
    panel.locator("input[type=file]").set_input_files(given)
    expect(panel.get_by_text("terms.txt")).to_be_visible()
    assert CustomerFile.objects.count() == 3
    page.get_by_role("button", name="Remove Slate").click()
    expect(page.get_by_role("button", name="Remove Slate")).to_be_hidden()
    assert not Preference.objects.filter(value="Slate").exists()


def test_a_number_of_a_card_is_refused_in_the_drawer(look, enter, owner, ana, axe, shot):
    page = enter(owner, f"/customers/{ana.public_id}")
    page.get_by_role("link", name="Add payment method").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Last four digits").fill("4242 4242 4242 4242")
    drawer.get_by_role("button", name="Save").click()
    expect(drawer.get_by_text("number of a card")).to_be_visible()
    expect(drawer.get_by_label("Last four digits")).to_have_value("")
    axe()
    shot(f"payment-form-{look}", full_page=False)
