"""Stages, status, quintiles, tags and chances: what follows from the figures and the clock."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.models import Category, OrderLine, Product, ProductCategory
from commerce.queries.metrics import OF_ALL
from commerce.services.metrics import recompute_store, refresh_customers
from core.models import EventRecord, Store
from core.models.stores import StoreSettings
from core.store_settings import Thresholds
from customers.models import CustomerMetrics, CustomerTag, LifecycleChange, Tag
from customers.scoring.churn import DEFAULT, Habits, History, chance_gone, fitted
from customers.scoring.rfm import quintile
from customers.services.scores import pass_time, rescore
from tests.commerce.test_figures import NOW, order, refreshed
from tests.factories import CustomerFactory


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


def tags_on(customer):
    return set(CustomerTag.objects.filter(customer=customer).values_list("tag__name", flat=True))


def test_a_customer_churns_at_the_true_moment_and_not_when_it_is_noticed(customer):
    order(customer, days_ago=170)
    assert refreshed(customer).lifecycle_stage == "purchase"
    noticed = NOW + timedelta(days=12)
    assert pass_time(store=customer.store, now=noticed) == 1
    figures = CustomerMetrics.objects.get(customer=customer)
    churned_at = NOW + timedelta(days=10)
    assert (figures.lifecycle_stage, figures.activity_status) == ("churn", "churned")
    assert figures.lifecycle_since == churned_at
    change = LifecycleChange.objects.filter(customer=customer).latest("pk")
    assert (change.from_stage, change.to_stage, change.reason) == ("purchase", "churn", "no_order")
    assert change.happened_at == churned_at
    event = EventRecord.objects.get(name="customers.lifecycle_changed")
    assert (event.customer_id, event.happened_at) == (customer.pk, churned_at)


def test_the_hourly_pass_touches_only_those_whose_time_has_come(customer):
    other = CustomerFactory(store=customer.store)
    order(customer, days_ago=89)
    order(other, days_ago=50)
    refresh_customers(store=customer.store, customer_ids=[customer.pk, other.pk], now=NOW)
    first, second = customer.store.customer_metrics.order_by("next_change_at").values_list(
        "next_change_at", flat=True
    )
    assert pass_time(store=customer.store, now=first - timedelta(seconds=1)) == 0
    assert pass_time(store=customer.store, now=first + timedelta(seconds=1)) == 1
    assert pass_time(store=customer.store, now=second + timedelta(seconds=1)) >= 1


def test_the_hourly_pass_moves_on_whose_status_ends(customer):
    other = CustomerFactory(store=customer.store)
    order(customer, days_ago=89)
    order(other, days_ago=50)
    refresh_customers(store=customer.store, customer_ids=[customer.pk, other.pk], now=NOW)
    pass_time(store=customer.store, now=NOW + timedelta(hours=24))
    assert CustomerMetrics.objects.get(customer=customer).activity_status == "churning"
    assert CustomerMetrics.objects.get(customer=other).activity_status == "active"


clocked = st.tuples(
    st.lists(st.integers(0, 900), max_size=6),  # orders, so many days ago
    st.none() | st.integers(0, 400),  # seen, so many days ago
    st.integers(0, 8),  # visits
    st.integers(1, 2000),  # hours that pass
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=clocked)
def test_until_a_row_is_due_nothing_of_it_changes(db, told):
    days, seen, visits, hours = told
    customer = CustomerFactory()
    for ago in days:
        order(customer, days_ago=ago)
    refreshed(customer)
    seen_at = None if seen is None else NOW - timedelta(days=seen)
    CustomerMetrics.objects.filter(customer=customer).update(last_seen_at=seen_at, visits_90d=visits)
    rescore(store=customer.store, customer_ids=[customer.pk], now=NOW)
    before = CustomerMetrics.objects.get(customer=customer)
    later = NOW + timedelta(hours=hours)
    rescore(store=customer.store, customer_ids=[customer.pk], now=later)
    after = CustomerMetrics.objects.get(customer=customer)
    is_due = before.next_change_at is not None and before.next_change_at <= later
    assert is_due == (before.updated_at != after.updated_at)


def test_a_customer_without_orders_has_nothing_to_lose(customer):
    figures = refreshed(customer)
    assert (figures.churn_probability, figures.churn_risk, figures.health_recency) == (None, "", None)


def test_new_rules_judge_everybody_anew(customer):
    order(customer)
    recompute_store(store=customer.store, now=NOW)
    CustomerMetrics.objects.update(is_vip=True)  # wrong, and nothing of the customer's own says so
    assert recompute_store(store=customer.store, now=NOW) == 0
    StoreSettings.objects.create(store=customer.store, group=Thresholds.key, values={"new_days": 20})
    assert recompute_store(store=Store.objects.get(), now=NOW) == 1
    assert CustomerMetrics.objects.get(customer=customer).is_vip is False


def test_a_run_that_was_killed_while_writing_is_followed_by_one_in_full(customer, monkeypatch):
    order(customer)
    recompute_store(store=customer.store, now=NOW)
    CustomerMetrics.objects.update(is_vip=True)
    with monkeypatch.context() as patch:
        patch.setattr("customers.services.scores.in_batches", interrupted)
        with pytest.raises(KeyboardInterrupt):
            recompute_store(store=customer.store, now=NOW)
    assert recompute_store(store=customer.store, now=NOW) == 1
    assert CustomerMetrics.objects.get(customer=customer).is_vip is False


def interrupted(_ids):
    raise KeyboardInterrupt


def test_high_value_is_a_share_of_those_who_ordered(store):
    for total in [10, 20, 30, 40, 50]:
        order(CustomerFactory(store=store), total=total)
    CustomerFactory.create_batch(20, store=store)
    recompute_store(store=store, now=NOW)
    high = store.customer_metrics.filter(is_high_value=True).values_list("ltv", flat=True)
    assert sorted(high) == [Decimal(40), Decimal(50)]  # the value at four fifths, and above


def test_a_first_stage_is_no_news(customer):
    order(customer)
    refreshed(customer)
    assert LifecycleChange.objects.get(customer=customer).from_stage == ""
    assert not EventRecord.objects.filter(name="customers.lifecycle_changed").exists()


def test_coming_back_after_churn_is_a_stage_since_that_order(customer):
    order(customer, days_ago=500)
    order(customer, days_ago=20)
    figures = refreshed(customer)
    assert figures.lifecycle_stage == "retention"
    assert figures.lifecycle_since == NOW - timedelta(days=20)


def test_somebody_who_viewed_a_product_considers(customer):
    refreshed(customer)
    viewed_at = NOW - timedelta(days=3)
    CustomerMetrics.objects.filter(customer=customer).update(last_viewed_at=viewed_at, last_seen_at=viewed_at)
    rescore(store=customer.store, customer_ids=[customer.pk], now=NOW)
    figures = CustomerMetrics.objects.get(customer=customer)
    assert (figures.lifecycle_stage, figures.lifecycle_since) == ("consideration", viewed_at)
    assert (figures.activity_status, figures.health, figures.recency) == ("prospect", None, None)


def test_vip_begins_at_the_stores_limit(customer):
    order(customer, total=Decimal("999.99"))
    assert refreshed(customer).is_vip is False
    order(customer, total=Decimal("0.01"))
    assert refreshed(customer).is_vip is True


def test_one_customer_alone_is_in_the_middle(customer):
    order(customer)
    recompute_store(store=customer.store, now=NOW)
    figures = CustomerMetrics.objects.get(customer=customer)
    assert (figures.recency, figures.frequency, figures.monetary) == (3, 3, 3)


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [
        ([10, 20, 30, 40], {5: 1, 10: 1, 11: 2, 20: 2, 40: 4, 41: 5}),
        ([1, 1, 1, 2], {1: 2, 2: 4, 3: 5}),
        ([1, 1, 1, 1], {1: 3, 2: 5}),
        ([1, 1, 2, 2], {1: 2, 2: 4, 3: 5}),
    ],
)
@pytest.mark.django_db
def test_equal_values_get_equal_quintiles(cuts, expected):
    sql, params = quintile("orders_count", cuts, "cut")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT orders_count, {sql} FROM unnest(%(values)s::int[]) orders_count",  # noqa: S608
            {**params, "values": list(expected)},
        )
        assert dict(cursor.fetchall()) == expected


def test_automatic_tags_come_and_go_and_leave_those_by_hand_alone(customer):
    by_hand = Tag.objects.create(store=customer.store, name="New")
    CustomerTag.objects.create(store=customer.store, customer=customer, tag=by_hand)
    order(customer, days_ago=10)
    refreshed(customer)
    assert {"New", "New (automatic)"} <= tags_on(customer)
    pass_time(store=customer.store, now=NOW + timedelta(days=100))
    assert "New (automatic)" not in tags_on(customer)
    assert {"New", "At risk"} <= tags_on(customer)


def test_who_keeps_buying_boots_is_an_enthusiast_of_boots_alone(customer):
    store = customer.store
    footwear = Category.objects.create(store=store, name="Footwear", path="Footwear")
    boots = Category.objects.create(store=store, name="Boots", path="Footwear > Boots", parent=footwear)
    product = Product.objects.create(store=store, name="Hiker", external_id="h", news_at=NOW)
    ProductCategory.objects.create(store=store, product=product, category=boots)
    for days in (10, 20, 30):
        bought = order(customer, days_ago=days)
        OrderLine.objects.create(store=store, order=bought, key="1", product=product, title="Hiker", price=50)
    refreshed(customer)
    assert {name for name in tags_on(customer) if "enthusiast" in name} == {"Boots enthusiast"}
    bought = customer.categories_bought.get(category=footwear)
    assert (bought.orders, bought.quantity, bought.spent) == (3, 3, Decimal(150))
    for days in (1, 2, 3, 4):
        order(customer, days_ago=days)
    refreshed(customer)
    assert not {name for name in tags_on(customer) if "enthusiast" in name}


def test_the_figures_are_read_from_the_index_alone(customer):
    order(customer)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort", "hashagg"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {OF_ALL}", {"store": customer.store.pk})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using order_of_customer" in plan
    assert "GroupAggregate" in plan
    assert "Sort" not in plan


def test_the_chance_to_be_gone_grows_with_the_days_and_shrinks_with_the_orders():
    waited = [chance_gone(History(3, 300, 300 + days), DEFAULT) for days in range(0, 1000, 20)]
    assert waited == sorted(waited)
    ordered = [chance_gone(History(repeats, 300, 310), DEFAULT) for repeats in range(20)]
    assert ordered == sorted(ordered, reverse=True)
    assert all(0 < chance < 1 for chance in waited + ordered)


def test_the_chance_means_what_it_says_on_simulated_histories():
    """Of those given a chance of about p, a share of about p is really gone."""
    random, habits, people = Random(5), Habits(1.4, 60, 0.9, 2.5), []
    for _ in range(6000):
        rate, leaves = random.gammavariate(habits.r, 1 / habits.alpha), random.betavariate(habits.a, habits.b)
        known, at, repeats, is_gone = random.uniform(100, 900), 0.0, 0, False
        while not (is_gone := random.random() < leaves):
            pause = random.expovariate(rate)
            if at + pause > known:
                break
            at, repeats = at + pause, repeats + 1
        people.append((History(repeats, at, known), is_gone))
    learnt = fitted([history for history, _ in people[:1500]])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        within = [
            (chance_gone(history, learnt), is_gone)
            for history, is_gone in people
            if low <= chance_gone(history, learnt) < low + 0.2
        ]
        expected = sum(chance for chance, _ in within) / len(within)
        seen = sum(is_gone for _, is_gone in within) / len(within)
        assert abs(expected - seen) < 0.08, (low, len(within), expected, seen)


def test_few_histories_leave_the_usual_habits_nearly_as_they_are():
    learnt = fitted([History(0, 0, 30), History(1, 40, 60)])
    assert all(0.5 < found / usual < 2 for found, usual in zip(learnt, DEFAULT, strict=True))


def test_moved_cuts_move_those_between_them(store):
    people = CustomerFactory.create_batch(10, store=store)
    for n, person in enumerate(people):
        order(person, days_ago=n + 1, total=10 * (n + 1))
    recompute_store(store=store, now=NOW)
    for person in people[:5]:
        order(person, total=1000)
    refresh_customers(store=store, customer_ids=[person.pk for person in people[:5]], now=NOW)
    recompute_store(store=store, now=NOW)
    by_value = CustomerMetrics.objects.filter(store=store).order_by("-ltv").values_list("monetary", flat=True)
    assert list(by_value) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert recompute_store(store=store, now=NOW) == 0
