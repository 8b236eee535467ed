import pytest
from django.utils import timezone

from core.models import EventRecord
from customers.models import Customer, Preference
from customers.services import preferences as services
from tests.factories import OrderFactory, OrderLineFactory, ProductFactory

NOW = timezone.now()


def add(customer, actor, kind="size", value="42"):
    return services.add_preference(customer=customer, kind=kind, value=value, by=actor, now=NOW)


def at(customer, *rest):
    return "/".join((f"/customers/{customer.public_id}/preferences", *map(str, rest)))


def test_a_preference_is_kept_and_told(customer, actor):
    assert add(customer, actor, value="  42  EU ").value == "42 EU"
    assert EventRecord.objects.get().name == "customers.preference_added"


def test_the_same_in_other_letters_is_refused(customer, actor):
    add(customer, actor, "colour", "Moss")
    with pytest.raises(services.CannotAddPreference, match="known already"):
        add(customer, actor, "colour", "MOSS")
    assert Preference.objects.count() == 1


def test_an_empty_one_is_refused(customer, actor):
    with pytest.raises(services.CannotAddPreference, match="Say what"):
        add(customer, actor, value="  ")
    assert not Preference.objects.exists()


def test_an_erased_customer_gets_none(customer, actor):
    Customer.objects.update(status="erased")
    with pytest.raises(services.CannotAddPreference, match="erased"):
        add(customer, actor)
    assert not Preference.objects.exists()


def test_the_page_adds_and_removes(owner, customer):
    owner.post(at(customer, "new"), {"kind": "brand", "value": "Fellwright"})
    assert "Fellwright" in owner.get(at(customer)).content.decode()
    owner.post(at(customer, Preference.objects.get().public_id, "remove"))
    assert not Preference.objects.exists()


def test_what_was_bought_often_is_suggested(owner, customer):
    boot = ProductFactory(store=customer.store, brand="Fellwright")
    for _ in range(3):
        order = OrderFactory(store=customer.store, customer=customer)
        OrderLineFactory(order=order, product=boot, variant="Moss / 42")
    cancelled = OrderFactory(store=customer.store, customer=customer, status="cancelled")
    OrderLineFactory(order=cancelled, product=boot, variant="Rust / 44", quantity=9)
    page = owner.get(at(customer)).content.decode()
    for words in ("Size: 42", "Colour: Moss", "Brand: Fellwright", "Bought 3 times"):
        assert words in page
    assert "Rust" not in page
    owner.post(at(customer, "keep"), {"key": "colour-moss"})
    assert Preference.objects.get().value == "Moss"
    assert "Colour: Moss" not in owner.get(at(customer)).content.decode()


def test_what_was_bought_twice_says_nothing_yet(owner, customer):
    order = OrderFactory(store=customer.store, customer=customer)
    OrderLineFactory(order=order, variant="Moss / 42", quantity=2)
    assert "Size: 42" not in owner.get(at(customer)).content.decode()
