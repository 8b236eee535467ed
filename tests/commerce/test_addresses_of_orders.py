from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.services.order_addresses import fill_from_orders
from core.actors import SYSTEM
from core.events.relay import relay
from core.models import EventRecord
from customers.models import Address, AddressSource, Customer
from customers.services.addresses import add_address, delete_address
from tests.commerce.sent import an_order, deliver
from tests.commerce.sent import ana as ana_of_the_shop
from tests.factories import CustomerFactory, OrderFactory

NOW = timezone.now()
HOME = {"name": "Ana", "line_1": "Rua da Rosa 12", "city": "Lisbon", "country": "Portugal"}


@pytest.fixture
def ana(store):
    return CustomerFactory(store=store)


def test_the_newest_order_says_where_somebody_lives(store, ana):
    earlier = NOW - timedelta(days=3)
    OrderFactory(store=store, customer=ana, placed_at=earlier, shipping_address={"city": "Faro"})
    OrderFactory(store=store, customer=ana, placed_at=NOW, shipping_address=HOME)
    assert fill_from_orders(store=store, customer_ids=[ana.pk], now=NOW) == 1
    address = Address.objects.get()
    assert (address.city, address.country, address.source) == ("Lisbon", "PT", AddressSource.ORDER)
    assert address.is_main
    ana.refresh_from_db()
    assert (ana.city, ana.country) == ("Lisbon", "PT")
    assert EventRecord.objects.get(name="customers.address_added").customer_id == ana.pk


@pytest.mark.parametrize("sent", [{}, {"name": "Ana"}, {"country": "PT"}])
def test_an_order_that_says_nothing_of_a_place_gives_no_address(store, ana, sent):
    OrderFactory(store=store, customer=ana, shipping_address=sent)
    assert fill_from_orders(store=store, customer_ids=[ana.pk], now=NOW) == 0


def test_whoever_has_an_address_keeps_it(store, ana):
    add_address(customer=ana, by=SYSTEM, now=NOW, city="Faro", country="PT")
    OrderFactory(store=store, customer=ana, shipping_address=HOME)
    assert fill_from_orders(store=store, customer_ids=[ana.pk], now=NOW) == 0
    assert Address.objects.get().city == "Faro"


def test_what_staff_deleted_does_not_come_back(store, ana):
    address = add_address(customer=ana, by=SYSTEM, now=NOW, city="Lisbon", country="PT")
    delete_address(address=address, by=SYSTEM, now=NOW)
    OrderFactory(store=store, customer=ana, shipping_address=HOME)
    assert fill_from_orders(store=store, customer_ids=[ana.pk], now=NOW) == 0


def test_it_happens_by_itself_when_an_order_comes_in(store):
    deliver(store, an_order(customer=ana_of_the_shop(), shipping_address=HOME))
    relay()
    assert Customer.objects.get().city == "Lisbon"
