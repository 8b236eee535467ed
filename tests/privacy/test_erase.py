"""Erasing a customer over everything that is known of them."""

import json

import pytest
from django.db import connection

from commerce.models import Order
from core.actors import SYSTEM
from core.files import private_files
from core.models import EventRecord
from core.privacy.marks import erased_among
from customers import services as customers
from customers.models import AccountStatus, Customer, DetailNews
from privacy import services
from privacy.models import Erasure, RequestKind, RequestState
from tests.factories import CustomerFactory
from tests.privacy.conftest import NOW, TRACES


def found_in_the_database():
    """Every table and row that still has a trace of the person in it, in any column."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT row::text FROM "{table}" AS row WHERE row::text ILIKE ANY(%s)',  # noqa: S608
                [[f"%{trace}%" for trace in TRACES]],
            )
            found += [(table, row) for (row,) in cursor.fetchall()]
    return found


def test_the_search_for_traces_finds_them(person):
    assert {"customers_customer", "commerce_order"} <= {table for table, _row in found_in_the_database()}


def test_nothing_is_left_of_an_erased_person(erasure_request, person, actor):
    services.erase_customer(customer=person, request=erasure_request, by=actor, now=NOW)
    assert found_in_the_database() == []


def test_the_bytes_of_answers_are_gone_too(store, erasure_request, person, actor):
    services.erase_customer(customer=person, request=erasure_request, by=actor, now=NOW)
    assert store.idempotencyrecords.get().body is None


def test_orders_stay_with_their_sums(person, actor):
    before = Order.objects.get(customer=person)
    services.erase_customer(customer=person, by=actor, now=NOW)
    after = Order.objects.get(customer=person)
    assert (after.total, after.number, after.lines.count()) == (before.total, before.number, 1)
    assert (after.shipping_address, after.note) == ({}, "")


def test_the_record_says_that_it_was_erased(person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)
    row = Customer.objects.get(pk=person.pk)
    assert (row.status, row.name, row.email) == (AccountStatus.ERASED, "Erased", None)


def test_files_are_deleted(person, actor, django_capture_on_commit_callbacks):
    path = person.photo.path
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_customer(customer=person, by=actor, now=NOW)
    assert not private_files().exists(path)


def test_others_keep_what_is_theirs(store, person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)
    other = DetailNews.objects.get(store=store)
    assert other.wanted_email == ""
    assert other.customer.first_name


def test_a_number_that_the_family_shares_is_not_marked(store, person, actor):
    CustomerFactory(store=store, phone=person.phone)
    services.erase_customer(customer=person, by=actor, now=NOW)
    assert not erased_among(store, [("phone", "+34600765432")])
    assert erased_among(store, [("email", "xaviera@example.com"), ("external_id", "XQ-991")])


def test_nobody_brings_them_back(store, person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)
    with pytest.raises(customers.CannotAddCustomer, match="at their own wish"):
        customers.add_customer(store=store, email="xaviera@example.com", by=SYSTEM, now=NOW)


def test_they_come_back_of_their_own_will(store, erasure_request, person, actor):
    services.erase_customer(customer=person, request=erasure_request, by=actor, now=NOW)
    erasure_request.refresh_from_db()
    services.lift_erasure(request=erasure_request, by=actor, now=NOW)
    again = customers.add_customer(store=store, email="xaviera@example.com", by=SYSTEM, now=NOW)
    assert again.pk != person.pk
    with pytest.raises(services.CannotLiftErasure, match="already"):
        services.lift_erasure(request=erasure_request, by=actor, now=NOW)


def test_the_request_is_done_and_says_what_became_of_it(erasure_request, person, actor):
    entry = services.erase_customer(customer=person, request=erasure_request, by=actor, now=NOW)
    erasure_request.refresh_from_db()
    assert (erasure_request.state, erasure_request.closed_at) == (RequestState.DONE, NOW)
    assert (erasure_request.name, erasure_request.note, erasure_request.checked_how) == ("", "", "")
    assert (entry.rows["customers.note"], entry.rows["commerce.order"]) == (2, 1)


def test_an_open_wish_for_data_ends_with_it(access_request, person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)
    access_request.refresh_from_db()
    assert access_request.state == RequestState.DONE


def test_not_before_the_identity_is_checked(store, person, actor):
    asked = services.receive_request(
        store=store, customer=person, kind=RequestKind.ERASURE, by=actor, now=NOW
    )
    with pytest.raises(services.CannotErase, match="Check first"):
        services.erase_customer(customer=person, request=asked, by=actor, now=NOW)
    person.refresh_from_db()
    assert person.first_name == "Xaviera"


def test_not_twice(person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)
    with pytest.raises(services.CannotErase, match="already"):
        services.erase_customer(customer=person, by=actor, now=NOW)
    assert Erasure.objects.count() == 1


def test_the_log_still_counts_what_happened(store, person, actor):
    before = EventRecord.objects.filter(store=store, customer_id=person.pk).count()
    services.erase_customer(customer=person, by=actor, now=NOW)
    events = EventRecord.objects.filter(store=store, customer_id=person.pk)
    assert events.count() == before + 1
    assert events.latest("pk").name == "privacy.customer_erased"
    assert not any(event.changes for event in events)


def test_the_journal_names_nobody(person, actor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = services.erase_customer(customer=person, by=actor, now=NOW)
    path = f"privacy/erasures/{person.store.public_id}/{entry.public_id}.json"
    with private_files().open(path) as file:
        told = json.loads(file.read())
    assert told["customers"] == [str(person.public_id)]
    assert {kind for kind, _hash in told["marks"]} == {"email", "phone", "external_id"}
    assert not any(trace in json.dumps(told).lower() for trace in TRACES)
