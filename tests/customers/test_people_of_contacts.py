"""Whom the contact of an order, a cart or an event means."""

import pytest

from core.actors import SYSTEM
from core.models import EventRecord
from customers import services
from customers.models import AccountStatus, Customer, CustomerMetrics, ExternalId
from tests.customers.deliveries import at, deliver, mention
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db
ANA = {"external_id": "1", "email": "ana@example.com", "first_name": "Ana", "at": at(2)}


def test_somebody_unknown_is_made_once_however_often_they_come(store):
    first, second, other = mention(store, ANA, ANA, {"email": "bo@example.com"})
    assert first == second
    assert other.email == "bo@example.com"
    assert mention(store, ANA) == [first]
    assert Customer.objects.count() == CustomerMetrics.objects.count() == 2
    assert EventRecord.objects.filter(name="customers.customer_added").count() == 2


def test_the_external_id_goes_before_the_address(store):
    deliver(
        store,
        {"external_id": "1", "email": "old@example.com"},
        {"external_id": "2", "email": "ana@example.com"},
    )
    (meant,) = mention(store, ANA)
    assert meant.known_as == ["1"]
    assert meant.email == "old@example.com"


def test_what_an_order_mentions_fills_gaps_and_replaces_nothing_stated(store):
    deliver(store, {"external_id": "1", "first_name": "Anna", "updated_at": at(1)})
    (meant,) = mention(store, {**ANA, "last_name": "Lima", "at": at(9)})
    assert (meant.first_name, meant.last_name, meant.email) == ("Anna", "Lima", "ana@example.com")


def test_of_two_mentions_the_later_counts(store):
    mention(store, {**ANA, "first_name": "Late", "at": at(5)}, {**ANA, "first_name": "Early", "at": at(1)})
    assert Customer.objects.get().first_name == "Late"


def test_an_order_does_not_overwrite_what_staff_typed(store):
    ours = services.add_customer(
        store=store, email="ana@example.com", first_name="Anita", by=SYSTEM, now=at(0)
    )
    assert mention(store, {**ANA, "at": at(9)}) == [ours]
    ours.refresh_from_db()
    assert ours.first_name == "Anita"


def test_a_contact_of_nobody_is_nobody(store):
    assert mention(store, {"first_name": "Ana"}, {}) == [None, None]
    assert not Customer.objects.exists()


def test_the_number_alone_finds_whose_it_is(store):
    known = CustomerFactory(store=store, phone="+351912345678")
    assert mention(store, {"phone": "+351912345678"}) == [known]


def test_an_old_order_of_a_deleted_customer_is_still_theirs(store):
    mention(store, ANA)
    services.delete_customer(customer=Customer.objects.get(), by=SYSTEM, now=at(5))
    deleted = Customer.with_deleted.values().get()
    (by_id,) = mention(store, {**ANA, "first_name": "New", "at": at(4)})
    (by_address,) = mention(store, {"email": "ana@example.com", "at": at(4)})
    assert by_id.pk == by_address.pk == deleted["id"]
    assert Customer.with_deleted.values().get() == deleted


def test_a_new_order_after_the_deletion_is_of_somebody_new(store):
    mention(store, ANA)
    services.delete_customer(customer=Customer.objects.get(), by=SYSTEM, now=at(5))
    (meant,) = mention(store, {**ANA, "at": at(6)})
    assert Customer.objects.get() == meant
    assert meant.known_as == ["1"]


def test_an_erased_customer_gets_the_order_and_no_details(store):
    erased = CustomerFactory(
        store=store, email=None, first_name="", last_name="", status=AccountStatus.ERASED
    )
    ExternalId.objects.create(store=store, customer=erased, value="1")
    assert mention(store, {**ANA, "at": at(9)}) == [erased]
    erased.refresh_from_db()
    assert (erased.email, erased.first_name) == (None, "")
    assert Customer.objects.count() == 1


def test_a_thousand_take_few_statements(store, at_most):
    contacts = [{"external_id": str(n), "email": f"c{n}@example.com", "at": at(1)} for n in range(1000)]
    with at_most(1018):  # 18, and one each to read them back here
        mention(store, *contacts)
