"""The likely next year of a customer, against the model's own formula and against common sense."""

from datetime import timedelta
from math import exp, log

import pytest
from django.utils import timezone

from customers.models import CustomerMetrics
from customers.queries.outlook import outlook_of
from customers.scoring.churn import DEFAULT, Habits, History, chance_gone
from customers.scoring.outlook import YEAR, outlook

NOW = timezone.now()
OWN = Habits(0.9, 60.0, 0.7, 3.1)


def expected_orders(history: History, habits: Habits) -> float:
    """Of the modified BG/NBD model in closed form (Batislam, Denizel, Filiztekin 2007)."""
    r, alpha, a, b = habits
    x, _until_last, known = history
    share = YEAR / (alpha + known + YEAR)
    term = total = 1.0
    for n in range(4000):  # the hypergeometric series 2F1(r + x, b + x + 1; a + b + x; share)
        term *= (r + x + n) * (b + x + 1 + n) / ((a + b + x + n) * (1 + n)) * share
        total += term
        if term < 1e-12:
            break
    left = exp((r + x) * log((alpha + known) / (alpha + known + YEAR))) * total
    return (a + b + x) / (a - 1) * (1 - left) * (1 - chance_gone(history, habits))


@pytest.mark.parametrize("habits", [DEFAULT, OWN])
@pytest.mark.parametrize(
    "history", [History(0, 0, 20), History(3, 90, 110), History(3, 90, 400), History(24, 700, 730)]
)
def test_the_years_drawn_agree_with_the_formula(history, habits):
    drawn = [outlook(history, habits, [10.0], seed=seed).orders for seed in range(12)]
    assert sum(drawn) / len(drawn) == pytest.approx(expected_orders(history, habits), rel=0.06, abs=0.03)


def test_the_value_follows_from_their_own_orders():
    history = History(6, 300, 310)
    found = outlook(history, DEFAULT, [20.0, 40.0], seed=1)
    assert found.value == pytest.approx(30 * found.orders, rel=0.05)
    assert found.low <= found.value <= found.high
    assert found == outlook(history, DEFAULT, [20.0, 40.0], seed=1)


def test_who_is_gone_brings_nothing():
    found = outlook(History(5, 100, 3000), DEFAULT, [50.0], seed=1)
    assert found.value < 5
    assert found.high == 0


def metrics(customer, **given):
    day = timedelta(days=1)
    values = {
        "store": customer.store,
        "orders_count": 3,
        "spent": 300,
        "ltv": 300,
        "aov": 100,
        "recent_values": [100, 100, 100],
        "first_order_at": NOW - 90 * day,
        "last_order_at": NOW - 10 * day,
        **given,
    }
    return CustomerMetrics.objects.create(customer=customer, **values)


def test_what_was_given_back_is_taken_off(customer, store):
    figures = metrics(customer)
    whole = outlook_of(customer, NOW)
    figures.ltv = 150
    figures.save()
    customer.refresh_from_db()
    assert outlook_of(customer, NOW).value == pytest.approx(whole.value / 2)


def test_nothing_is_said_before_the_first_paid_order(customer):
    metrics(customer, spent=0, ltv=0, recent_values=[])
    assert outlook_of(customer, NOW) is None


def test_the_panel_says_the_range_and_how_it_is_reckoned(owner, customer, at_most):
    metrics(customer, health=80, health_recency=90, churn_probability=0.1, churn_risk="low")
    with at_most(12):
        panel = owner.get(f"/customers/{customer.public_id}/figures").content.decode()
    assert "In a year" in panel
    assert "in eight of ten cases between" in panel
    assert "their own pace" in panel
