"""Deliveries that overlap, and staff who refund meanwhile: nobody waits in a ring, nothing is lost."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.models import Order, Refund
from commerce.services.refunds import refund_order
from core.actors import SYSTEM
from customers.models import CustomerMetrics
from tests.commerce.sent import an_order, deliver
from tests.factories import StoreFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = [f"o-{n}" for n in range(12)]


def batch(names, hour, **given):
    return [
        an_order(
            name,
            paid_at=f"2026-03-02T{hour:02}:00:00Z",
            customer={"external_id": f"p{name}", "email": f"{name}@example.com"},
            **given,
        )
        for name in names
    ]


def no_errors(outcomes):
    return not [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_overlapping_batches_in_opposite_order_all_come_through():
    store = StoreFactory()
    calls = [
        lambda names=names, hour=hour: deliver(store, *batch(names, hour))
        for hour, names in enumerate([ORDERS, ORDERS[::-1], ORDERS[4:], ORDERS[:8][::-1]], start=11)
    ]
    outcomes = at_once(*calls)
    assert no_errors(outcomes), outcomes
    assert not [item.errors for items in outcomes for item in items if item.has_failed]
    newest = dict(Order.objects.values_list("external_id", "paid_at__hour"))
    assert newest == {name: 14 if name in ORDERS[:8] else 13 for name in ORDERS}
    assert set(CustomerMetrics.objects.values_list("ltv", flat=True)) == {Decimal(100)}


def test_no_refund_of_staff_is_lost_while_the_shop_delivers():
    store = StoreFactory()
    deliver(store, *batch(ORDERS, 11))
    orders = list(Order.objects.order_by("-pk"))

    def refund_all():
        for order in orders:
            refund_order(order=order, amount=Decimal(30), by=SYSTEM, now=timezone.now())

    deliveries = [
        lambda hour=hour: deliver(store, *batch(ORDERS, hour, note=f"Version {hour}"))
        for hour in (12, 13, 14)
    ]
    outcomes = at_once(refund_all, *deliveries)
    assert no_errors(outcomes), outcomes
    assert Refund.objects.count() == len(ORDERS)
    settled = Order.objects.values_list("refunded", "status", "note").distinct()
    assert list(settled) == [(Decimal(30), "partly_refunded", "Version 14")]
    assert set(CustomerMetrics.objects.values_list("ltv", flat=True)) == {Decimal(70)}


def test_a_delivery_and_a_refund_of_all_never_go_beyond_the_total():
    store = StoreFactory()
    deliver(store, *batch(["o-1"], 11))
    order = Order.objects.get()
    told = [{"id": "r", "amount": "80", "refunded_at": "2026-03-03T10:00:00Z"}]
    at_once(
        lambda: refund_order(order=order, amount=Decimal(60), by=SYSTEM, now=timezone.now()),
        lambda: deliver(store, *batch(["o-1"], 12, refunds=told)),
    )
    order.refresh_from_db()
    assert order.refunded <= order.total
    given_back = sum(Refund.objects.values_list("amount", flat=True))
    assert order.refunded == min(given_back, order.total)
