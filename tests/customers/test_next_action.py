"""What the page suggests to do next, and why."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.actors import SYSTEM
from customers import services
from customers.models import CustomerMetrics
from customers.next_action import suggestions
from tests.factories import CartFactory, CartLineFactory, OrderFactory, RefundFactory

NOW = timezone.now()


@pytest.fixture
def figures(customer):
    def give(**values):
        CustomerMetrics.objects.update_or_create(
            customer=customer, defaults={"store": customer.store, **values}
        )
        customer.refresh_from_db()
        if "metrics" in customer._state.fields_cache:
            del customer._state.fields_cache["metrics"]

    return give


def texts(customer, now=NOW):
    return [suggestion.text for suggestion in suggestions(customer, now)]


def fact(customer, now=NOW):
    return suggestions(customer, now)[0].fact


def test_nothing_for_somebody_new_whom_one_can_reach(customer):
    assert texts(customer) == []


def test_a_reorder_is_due_by_their_own_rhythm(customer, figures):
    rhythm = {"orders_count": 4, "days_between": 30.0}
    figures(**rhythm, last_order_at=NOW - timedelta(days=20))
    assert texts(customer) == []
    figures(**rhythm, last_order_at=NOW - timedelta(days=31))
    assert texts(customer) == ["Suggest their next order"]
    assert fact(customer) == "The last order was 31 days ago; usually the next comes after 30."
    figures(**rhythm, last_order_at=NOW - timedelta(days=70))
    assert texts(customer) == []


def test_the_best_at_risk_come_before_a_reorder(customer, figures):
    figures(
        orders_count=9,
        days_between=30.0,
        last_order_at=NOW - timedelta(days=50),
        is_high_value=True,
        ltv=2400,
        churn_risk="medium",
    )
    assert texts(customer) == ["Get in touch before they are gone", "Suggest their next order"]
    assert "2,400" in fact(customer)


def test_who_is_likely_gone_is_to_be_won_back(customer, figures):
    figures(
        orders_count=1, last_order_at=NOW - timedelta(days=400), churn_risk="high", churn_probability=0.83
    )
    assert texts(customer) == ["Win them back"]
    assert fact(customer) == "83% likely to be gone for good. The last order was 400 days ago."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1990-03-01", "Their birthday is today."),
        ("1990-03-02", "Their birthday is tomorrow."),
        ("1992-02-29", "Their birthday is today."),
        ("1990-03-15", "Their birthday is on 15 March, in 14 days."),
        ("1990-03-16", ""),
        ("1990-02-28", ""),
    ],
)
def test_birthdays_come_round(customer, day, said):
    customer.birthday = datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 (a day)
    now = timezone.make_aware(datetime(2027, 3, 1, 12))  # noqa: DTZ001
    assert [suggestion.fact for suggestion in suggestions(customer, now)] == ([said] if said else [])


def test_years_since_the_first_order(customer, figures):
    figures(orders_count=1, first_order_at=NOW - timedelta(days=365 * 3 - 3), last_order_at=NOW)
    assert texts(customer) == ["Thank them for their loyalty"]
    assert "3 years" in fact(customer)


def test_a_cart_left_behind(store, customer):
    CartLineFactory(cart=CartFactory(store=store, customer=customer, news_at=NOW - timedelta(days=3)))
    assert texts(customer) == ["Remind them of their cart"]


def test_a_refund_after_which_nothing_was_ordered(store, customer, figures):
    order = OrderFactory(store=store, customer=customer, number="R-7")
    RefundFactory(order=order, amount="12.00", refunded_at=NOW - timedelta(days=2))
    assert texts(customer)[0] == "Ask whether all is well after the refund"
    assert "12.00 of order R-7" in fact(customer)
    figures(last_order_at=NOW - timedelta(days=1))
    assert "Ask whether all is well after the refund" not in texts(customer)


def test_a_missing_address_is_asked_for(customer):
    customer.email = None
    assert texts(customer) == ["Ask for their e-mail address"]


def test_the_barred_are_left_alone(customer):
    customer.email = None
    services.suspend_customer(customer=customer, by=SYSTEM, now=NOW, reason="Chargeback")
    customer.refresh_from_db()
    assert texts(customer) == []


def test_the_panel_shows_one_and_offers_what_the_reader_may_do(owner, agent, store, customer, at_most):
    customer.email = None
    customer.save()
    address = f"/customers/{customer.public_id}/next-action"
    with at_most(12):
        shown = owner.get(address).content.decode()
    assert "Ask for their e-mail address" in shown
    assert f'href="/customers/{customer.public_id}/edit"' in shown
    assert "/edit" not in agent.get(address).content.decode()


def test_the_panel_says_when_nothing_needs_doing(owner, customer):
    shown = owner.get(f"/customers/{customer.public_id}/next-action").content.decode()
    assert "Nothing needs doing" in shown
