"""Suspending, reinstating, deleting and restoring."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import AccountStatus, Customer, Note
from tests.factories import CustomerFactory, NoteFactory

NOW = timezone.now()


def event_names():
    return list(EventRecord.objects.order_by("pk").values_list("name", flat=True))


def test_suspended_and_reinstated(customer, actor):
    services.suspend_customer(customer=customer, by=actor, now=NOW)
    customer.refresh_from_db()
    assert customer.is_suspended
    services.reinstate_customer(customer=customer, by=actor, now=NOW)
    customer.refresh_from_db()
    assert customer.status == AccountStatus.ACTIVE
    assert event_names() == ["customers.customer_suspended", "customers.customer_reinstated"]


def test_suspending_twice_is_refused(customer, actor):
    services.suspend_customer(customer=customer, by=actor, now=NOW)
    with pytest.raises(services.CannotSuspendCustomer, match="Already suspended"):
        services.suspend_customer(customer=customer, by=actor, now=NOW)
    assert len(event_names()) == 1


def test_many_at_once_change_what_can_and_say_why_not(store, actor):
    active = CustomerFactory(store=store)
    erased = CustomerFactory(store=store, status=AccountStatus.ERASED)
    outcome = services.suspend_customers(customers=[erased, active], by=actor, now=NOW)
    assert outcome.done == [active]
    assert [(r.row, str(r.reason)) for r in outcome.refused] == [(erased, "This customer was erased.")]
    erased.refresh_from_db()
    assert erased.status == AccountStatus.ERASED


def test_deleted_is_gone_from_the_store_and_comes_back_with_the_same_address(store, customer, actor):
    services.delete_customer(customer=customer, by=actor, now=NOW)
    assert not store.customers.exists()
    services.restore_customer(customer=customer, by=actor, now=NOW)
    assert store.customers.get().public_id == customer.public_id


def test_not_restored_when_another_took_the_address(store, customer, actor):
    services.delete_customer(customer=customer, by=actor, now=NOW)
    CustomerFactory(store=store, email=customer.email)
    with pytest.raises(services.CannotRestoreCustomer, match="by now"):
        services.restore_customer(customer=customer, by=actor, now=NOW)
    assert Customer.with_deleted.get(pk=customer.pk).deleted_at == NOW


def test_purged_once_it_cannot_be_restored(store, customer, actor):
    NoteFactory(customer=customer)
    services.delete_customer(customer=customer, by=actor, now=NOW)
    assert services.purge_deleted(now=NOW + timedelta(hours=23)) == 0
    assert services.purge_deleted(now=NOW + timedelta(hours=25)) == 1
    assert not Customer.with_deleted.exists()
    assert not Note.with_deleted.exists()
