import pytest
from django.urls import reverse
from django.utils import timezone

from customers.models import Address, AddressSource, Customer
from customers.services import addresses as services
from tests.factories import OrderFactory

NOW = timezone.now()
TYPED = {
    "kind": "shipping",
    "line_1": "Rua da Rosa 12",
    "postcode": "1200-387",
    "city": "Lisbon",
    "country": "PT",
}


@pytest.fixture
def lisbon(customer, actor):
    return services.add_address(customer=customer, by=actor, now=NOW, **TYPED)


def at(customer, *rest):
    return "/".join((f"/customers/{customer.public_id}/addresses", *map(str, rest)))


def test_the_panel_shows_each_address_as_an_envelope_has_it(agent, customer, lisbon, at_most):
    agent.get(at(customer))
    with at_most(6):
        page = agent.get(at(customer)).content.decode()
    assert "1200-387 Lisbon" in page
    assert "Portugal" in page
    assert "Add address" not in page


def test_the_form_adds_one(owner, customer):
    owner.post(at(customer, "new"), TYPED)
    address = Address.objects.get()
    assert (address.line_1, address.is_main, address.source) == ("Rua da Rosa 12", True, "staff")


def test_the_form_says_what_is_missing_and_keeps_the_rest(owner, customer):
    answer = owner.post(at(customer, "new"), {"kind": "home", "name": "Ana López"})
    assert answer.status_code == 422
    assert "street, a town or a country" in answer.content.decode()
    assert "Ana López" in answer.content.decode()
    assert not Address.objects.exists()


def test_the_form_edits_one(owner, customer, lisbon):
    owner.post(at(customer, lisbon.public_id), {**TYPED, "city": "Faro"})
    assert Address.objects.get().city == "Faro"
    assert Customer.objects.get().city == "Faro"


def test_a_button_makes_another_the_main_one_deletes_and_brings_back(owner, customer, lisbon, actor):
    porto = services.add_address(customer=customer, by=actor, now=NOW, city="Porto", country="PT")
    porto.refresh_from_db()
    owner.post(at(customer, porto.public_id, "main"))
    assert Customer.objects.get().city == "Porto"
    said = owner.post(at(customer, porto.public_id, "delete"))["HX-Trigger"]
    assert "Address deleted" in said
    assert "addresses-changed" in said
    assert Customer.objects.get().city == "Lisbon"
    owner.post(at(customer, porto.public_id, "restore"))
    assert Customer.objects.get().city == "Porto"


def test_where_orders_went_is_suggested_and_kept_with_a_click(owner, customer, lisbon):
    sent = {"line_1": "Rua Nova 1", "postcode": "4050-262", "city": "Porto", "country": "Portugal"}
    order = OrderFactory(store=customer.store, customer=customer, number="#1042", shipping_address=sent)
    OrderFactory(
        store=customer.store, customer=customer, shipping_address={**TYPED, "line_1": "RUA DA ROSA, 12"}
    )
    order.refresh_from_db()
    page = owner.get(at(customer)).content.decode()
    assert "Order #1042 of" in page
    assert page.count("Keep") == 1
    owner.post(at(customer, "keep"), {"key": f"order-{order.public_id}"})
    kept = Address.objects.get(city="Porto")
    assert (kept.country, kept.source, kept.is_main) == ("PT", AddressSource.ORDER, False)
    assert "Keep" not in owner.get(at(customer)).content.decode()


def test_what_is_not_suggested_cannot_be_kept(owner, customer):
    assert owner.post(at(customer, "keep"), {"key": "order-1"}).status_code == 404
    assert not Address.objects.exists()


def test_nobody_reaches_an_address_by_way_of_another_customer(owner, customer, lisbon):
    from_elsewhere = reverse("customers:delete-address", args=[lisbon.public_id, lisbon.public_id])
    assert owner.post(from_elsewhere).status_code == 404
    assert Address.objects.exists()
