"""Merges that meet: with each other, and with orders that come in meanwhile."""

from functools import partial

import pytest
from django.utils import timezone

from customers import services
from customers.contacts import Contact
from customers.models import Customer, CustomerMetrics, Merge
from customers.services.merging import CannotMergeCustomers
from tests.factories import CustomerFactory, OrderFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


def test_of_two_merges_of_one_person_one_is_refused(store, owner):
    one, other, third = (CustomerFactory(store=store) for _turn in range(3))
    OrderFactory(store=store, customer=other)
    who = {"by": owner.membership.actor, "now": NOW}
    outcomes = at_once(
        partial(services.merge_customers, kept=one, gone=other, **who),
        partial(services.merge_customers, kept=third, gone=other, **who),
    )
    assert sorted(type(outcome) for outcome in outcomes if isinstance(outcome, Exception)) == [
        CannotMergeCustomers
    ]
    merge = Merge.objects.get()
    assert merge.kept.orders.count() == 1
    assert Customer.objects.filter(store=store).count() == 2


def test_two_merged_into_each_other_at_once_leave_one(store, owner):
    one, other = CustomerFactory(store=store), CustomerFactory(store=store)
    who = {"by": owner.membership.actor, "now": NOW}
    at_once(
        partial(services.merge_customers, kept=one, gone=other, **who),
        partial(services.merge_customers, kept=other, gone=one, **who),
    )
    assert Merge.objects.count() == 1
    assert Customer.objects.filter(store=store).count() == 1


def test_orders_that_come_in_meanwhile_are_the_kept_ones(store, owner):
    kept = CustomerFactory(store=store, email="ana@example.com")
    gone = CustomerFactory(store=store, email="ana.lima@example.com")
    who = {"by": owner.membership.actor, "now": NOW}
    contact = Contact(email="ana.lima@example.com", at=NOW)

    def order():
        (key,) = services.people_of_contacts(store=store, contacts=[contact], **who)
        return key

    merged, *keys = at_once(partial(services.merge_customers, kept=kept, gone=gone, **who), *([order] * 4))
    assert isinstance(merged, Merge)
    assert set(keys) <= {kept.pk, gone.pk}
    assert order() == kept.pk
    assert Customer.with_deleted.filter(store=store).count() == 2
    assert CustomerMetrics.objects.filter(customer=kept).exists()
