"""What the figures of a customer say, from their orders."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from commerce.models import Order, OrderStatus
from commerce.services.metrics import recompute_store, refresh_customers
from customers.models import CustomerMetrics
from tests.factories import CustomerFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def order(customer, *, days_ago=10, total=100, **values):
    placed_at = NOW - timedelta(days=days_ago)
    number = f"{Order.objects.count() + 1}"
    known = {
        "status": OrderStatus.PAID,
        "paid_at": placed_at,
        "currency": "EUR",
        "number": number,
        "external_id": number,
        "news_at": placed_at,
        "placed_at": placed_at,
        "total": total,
    }
    return Order.objects.create(store=customer.store, customer=customer, **{**known, **values})


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


def refreshed(customer, now=NOW):
    refresh_customers(store=customer.store, customer_ids=[customer.pk], now=now)
    return CustomerMetrics.objects.get(customer=customer)


def test_figures_add_up_what_was_paid_less_what_went_back(customer):
    order(customer, total=100, days_ago=40)
    order(customer, total=50, refunded=20, rate=2, days_ago=20)
    order(customer, total=70, paid_at=None, days_ago=10)
    order(customer, total=30, status=OrderStatus.CANCELLED)
    order(customer, total=30, is_test=True)
    figures = refreshed(customer)
    assert (figures.orders_count, figures.paid_orders) == (3, 2)
    assert (figures.spent, figures.refunded, figures.ltv) == (Decimal(200), Decimal(40), Decimal(160))
    assert figures.aov == Decimal(100)
    assert figures.recent_values == [Decimal(70), Decimal(100), Decimal(100)]
    assert figures.last_order_at == NOW - timedelta(days=10)


def test_a_second_full_run_writes_nothing(customer):
    order(customer)
    assert recompute_store(store=customer.store, now=NOW) == 1
    assert recompute_store(store=customer.store, now=NOW) == 0
