"""Nobody makes an erased person a customer again unasked."""

from datetime import UTC, datetime

import pytest

from core.actors import SYSTEM
from core.intake import Fate, Item
from core.privacy.marks import mark_erased
from customers import services
from customers.contacts import Contact
from customers.models import AccountStatus, Customer
from tests.factories import CustomerFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def erased(store):
    gone = CustomerFactory(store=store, first_name="", last_name="", email=None, status=AccountStatus.ERASED)
    contacts = [("email", "ana@example.com"), ("phone", "+34600111222"), ("external_id", "C-7")]
    mark_erased(store=store, customer_id=gone.pk, contacts=contacts, now=NOW)
    return gone


def test_not_added_by_their_address(store, erased):
    with pytest.raises(services.CannotAddCustomer, match="erased on 20 Nov 2026"):
        services.add_customer(store=store, email="Ana@example.com", by=SYSTEM, now=NOW)
    assert store.customers.count() == 1


def test_nobody_is_given_their_number(store, erased):
    other = CustomerFactory(store=store)
    with pytest.raises(services.CannotEditCustomer, match="phone number"):
        services.edit_customer(customer=other, phone="+34 600 111 222", by=SYSTEM, now=NOW)
    other.refresh_from_db()
    assert other.phone == ""


@pytest.mark.parametrize(
    "contact",
    [
        Contact(email="ana@example.com", first_name="Ana"),
        Contact(external_id="C-7", first_name="Ana", email="new@example.com"),
        Contact(phone="+34600111222", first_name="Ana"),
    ],
    ids=["address", "id", "number"],
)
def test_an_order_of_theirs_is_the_erased_record_s_and_tells_nothing_of_them(store, erased, contact):
    found = services.people_of_contacts(store=store, contacts=[contact], by=SYSTEM, now=NOW)
    assert found == [erased.pk]
    erased.refresh_from_db()
    assert (erased.first_name, erased.email, erased.status) == ("", None, AccountStatus.ERASED)


def test_what_the_shop_delivers_of_them_is_stale(store, erased):
    item = Item(0, {"external_id": "C-7", "email": "ana@example.com", "first_name": "Ana"})
    services.put_customers(store=store, items=[item], by=SYSTEM, now=NOW)
    assert item.outcome is Fate.STALE
    assert store.customers.count() == 1


def test_another_customer_does_not_get_their_address_by_a_delivery(store, erased):
    item = Item(0, {"external_id": "C-8", "first_name": "Eva"})
    services.put_customers(store=store, items=[item], by=SYSTEM, now=NOW)
    later = Item(0, {"external_id": "C-8", "email": "ana@example.com", "phone": "+34600999888"})
    services.put_customers(store=store, items=[later], by=SYSTEM, now=NOW.replace(hour=13))
    eva = store.customers.get(first_name="Eva")
    assert (eva.email, eva.phone) == (None, "+34600999888")


def test_without_even_a_row_left_nobody_is_made(store, erased):
    Customer.objects.filter(pk=erased.pk).delete()
    contact = Contact(email="ana@example.com", first_name="Ana")
    assert services.people_of_contacts(store=store, contacts=[contact], by=SYSTEM, now=NOW) == [None]
    assert not store.customers.exists()
