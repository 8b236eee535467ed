"""Figures of the same customers, refreshed from several sides at the same moment."""

from datetime import UTC, datetime

import pytest

from commerce.services.metrics import recompute_store, refresh_customers
from customers.models import CustomerMetrics
from tests.commerce.test_figures import order
from tests.factories import CustomerFactory
from tests.threads import at_once

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_overlapping_refreshes_wait_for_each_other_and_never_deadlock(store):
    people = CustomerFactory.create_batch(30, store=store)
    for person in people:
        order(person, total=10)
    ids = [person.pk for person in people]

    def refresh(some):
        return lambda: refresh_customers(store=store, customer_ids=some, now=NOW)

    outcomes = at_once(
        refresh(ids[:20]),
        refresh(ids[::-1][:20]),
        refresh(ids),
        lambda: recompute_store(store=store, now=NOW),
    )
    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    recompute_store(store=store, now=NOW)
    figures = CustomerMetrics.objects.filter(store=store)
    assert set(figures.values_list("orders_count", "ltv")) == {(1, 10)}
    assert recompute_store(store=store, now=NOW) == 0
