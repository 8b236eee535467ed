"""The directory: bounds of figures, days, and the figures above the list."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from customers import queries, services
from customers.models import ActivityStatus, CustomerMetrics
from tests.factories import CustomerFactory

NOW = timezone.now()


def known(store, name, **figures):
    customer = CustomerFactory(store=store, first_name=name, last_name="Example")
    CustomerMetrics.objects.update_or_create(customer=customer, defaults={"store": store, **figures})
    return customer


@pytest.fixture
def three(store):
    return [
        known(store, "Ana", orders_count=0),
        known(store, "Ben", orders_count=1, ltv=Decimal("50.00"), health=40, last_order_at=NOW),
        known(
            store,
            "Cleo",
            orders_count=6,
            ltv=Decimal("900.00"),
            health=90,
            last_order_at=NOW - timedelta(days=90),
        ),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"ltv_from": "50"}, {"Ben", "Cleo"}),
        ({"ltv_from": "50.01", "ltv_to": "900"}, {"Cleo"}),
        ({"ltv_to": "-1"}, set()),
        ({"ltv_from": "1e40"}, set()),
        ({"orders_to": "0"}, {"Ana"}),
        ({"orders_from": "1", "orders_to": "5"}, {"Ben"}),
        ({"health_from": "41"}, {"Cleo"}),
    ],
)
def test_bounds_of_figures(owner, three, query, found):
    page = owner.get("/customers", query).content.decode()
    assert {name for name in ("Ana", "Ben", "Cleo") if f"{name} Example" in page} == found


def test_the_last_order_is_bounded_by_the_stores_days(owner, store, three):
    today = datetime.now(store.zone).date().isoformat()
    assert "Ben Example" in (since := owner.get("/customers", {"last_order_from": today}).content.decode())
    assert "Cleo Example" not in since
    before = owner.get("/customers", {"last_order_until": "2026-01-01"}).content.decode()
    assert "Ana Example" not in before


def test_a_word_is_no_amount(owner, three):
    page = owner.get("/customers", {"ltv_from": "much"}).content.decode()
    assert "Enter a number" in page


def test_the_figures_above_the_list(owner, store, three):
    CustomerMetrics.objects.filter(customer=three[2]).update(
        activity_status=ActivityStatus.CHURNED, spent=Decimal("950.00"), paid_orders=5
    )
    found = queries.overview(store=store, now=timezone.now())
    assert (found.customers, found.buyers, found.returning, found.churned) == (3, 2, 1, 1)
    assert (found.returning_rate, found.churn_rate) == (0.5, 0.5)
    assert (found.average_ltv, found.average_order) == (Decimal("475.00"), Decimal("190.00"))
    assert "$475.00" in owner.get("/customers/overview").content.decode()


def test_a_store_without_orders_has_no_rates(owner, store):
    CustomerFactory(store=store)
    found = queries.overview(store=store, now=timezone.now())
    assert (found.returning_rate, found.average_ltv, found.average_order) == (None, None, None)
    assert owner.get("/customers/overview").content.decode().count("–") == 4


def test_a_deleted_customer_is_not_counted(owner, store, three, actor):
    services.delete_customer(customer=three[0], by=actor, now=NOW)
    assert queries.overview(store=store, now=timezone.now()).customers == 2


def test_analytics_name_every_kind_there_is(store, three):
    CustomerMetrics.objects.filter(customer=three[2]).update(churn_risk="high")
    risks = queries.analytics(store=store, now=timezone.now())["churn_risk"]
    assert {row["name"]: row["customers"] for row in risks} == {"low": 0, "medium": 0, "high": 1}
