"""Where figures are shown: the panel of the profile, the list, the API, the settings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.store_settings import HealthWeights
from customers.models import CustomerMetrics, CustomerTag, Tag
from customers.services.scores import rescore
from tests.factories import CustomerFactory


@pytest.fixture
def regular(customer):
    now = timezone.now()
    rescore(store=customer.store, customer_ids=[customer.pk], now=now)
    CustomerMetrics.objects.filter(customer=customer).update(
        orders_count=4,
        paid_orders=4,
        spent=400,
        ltv=380,
        refunded=20,
        aov=100,
        first_order_at=now - timedelta(days=102),
        last_order_at=now - timedelta(days=12),
        recent_orders=[now - timedelta(days=days) for days in (12, 42, 72, 102)],
        recent_values=[100, 100, 100, 100],
        repeat_since=now - timedelta(days=72),
    )
    rescore(store=customer.store, customer_ids=[customer.pk], now=now)
    return customer


def test_the_panel_gives_the_reasons_of_the_health(owner, regular):
    page = owner.get(reverse("customers:figures", args=[regular.public_id])).text
    assert "$380.00" in page
    assert "Ordered 12 days ago; usually every 30 days." in page
    assert "5% of the money was given back." in page
    assert "Retention" in page


def test_the_panel_of_somebody_without_orders_says_so(owner, customer):
    page = owner.get(reverse("customers:figures", args=[customer.public_id])).text
    assert "No orders yet." in page


def test_the_profile_shows_tags(owner, customer):
    tag = Tag.objects.create(store=customer.store, name="Wholesale")
    CustomerTag.objects.create(store=customer.store, customer=customer, tag=tag)
    assert "Wholesale" in owner.get(reverse("customers:profile", args=[customer.public_id])).text


def test_the_list_sorts_by_value_and_keeps_those_without_figures_last(owner, regular, store):
    CustomerFactory(store=store, first_name="Zed", last_name="Nobody")
    page = owner.get(reverse("customers:list"), {"sort": "-ltv"}).text
    assert page.index("Ana López") < page.index("Zed Nobody")
    page = owner.get(reverse("customers:list"), {"sort": "health"}).text
    assert page.index("Ana López") < page.index("Zed Nobody")


@pytest.mark.parametrize(
    "query",
    [
        {"activity_status": "active"},
        {"lifecycle_stage": "retention"},
        {"churn_risk": "low"},
        {"is_vip": "false"},
        {"tag": "wholesale"},
    ],
)
def test_the_list_is_filtered_by_what_follows_from_the_figures(owner, regular, store, query):
    CustomerFactory(store=store, first_name="Zed", last_name="Nobody")
    tag = Tag.objects.create(store=store, name="Wholesale")
    CustomerTag.objects.create(store=store, customer=regular, tag=tag)
    page = owner.get(reverse("customers:list"), query).text
    assert "Ana López" in page
    assert "Zed Nobody" not in page


def test_a_preview_of_weights_changes_nothing(owner, regular):
    there = reverse("shop-settings:health")
    weights = {"recency": 0, "frequency": 0, "spend": 0, "engagement": 0, "returns": 100}
    given = {f"{HealthWeights.key}-{name}": value for name, value in weights.items()}
    page = owner.post(there, {**given, "preview": "1"})
    assert "With these weights" in page.text
    assert regular.store.settings_of(HealthWeights) == HealthWeights()
    assert owner.post(there, given).status_code == 302
    assert HealthWeights.from_stored(
        regular.store.setting_rows.get(group=HealthWeights.key).values
    ) == HealthWeights(**weights)


def test_weights_that_are_all_zero_are_refused(owner, store):
    given = {f"{HealthWeights.key}-{name}": 0 for name in HealthWeights().to_stored()}
    page = owner.post(reverse("shop-settings:health"), given)
    assert page.status_code == 422
    assert not store.setting_rows.filter(group=HealthWeights.key).exists()


def test_recalculating_starts_one_job_at_a_time(owner, store):
    there = reverse("shop-settings:recalculate")
    owner.post(there)
    owner.post(there)
    assert store.jobs.filter(kind="commerce.recalculate").count() == 1
