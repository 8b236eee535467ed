"""The figures of a customer and the settings of the health, as a person sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commerce.models import Order, OrderStatus
from commerce.services.metrics import recompute_store
from customers.models import CustomerMetrics, CustomerTag, Tag
from customers.services.scores import rescore
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def regular(store):
    now = timezone.now()
    customer = CustomerFactory(store=store, first_name="Ana", last_name="López")
    for n, days in enumerate((12, 44, 75, 104, 320)):
        placed_at = now - timedelta(days=days)
        Order.objects.create(
            store=store,
            customer=customer,
            number=f"10{n}",
            external_id=f"10{n}",
            status=OrderStatus.PAID,
            currency="USD",
            total=80 + 20 * n,
            refunded=15 if n == 2 else 0,
            placed_at=placed_at,
            paid_at=placed_at,
            news_at=placed_at,
        )
    recompute_store(store=store, now=now)
    CustomerMetrics.objects.filter(customer=customer).update(
        last_seen_at=now - timedelta(days=3), visits_90d=2
    )
    rescore(store=store, customer_ids=[customer.pk], now=now)
    tag = Tag.objects.create(store=store, name="Wholesale")
    CustomerTag.objects.create(store=store, customer=customer, tag=tag)
    return customer


def test_profile_with_figures_looks_right(look, enter, owner, regular, axe, fits, shot):
    page = enter(owner, f"/customers/{regular.public_id}")
    expect(page.get_by_text("Ordered 12 days ago")).to_be_visible()
    shot(f"figures-{look}")
    axe()
    fits()


def test_health_settings_look_right(look, enter, owner, regular, axe, fits, shot):
    page = enter(owner, "/settings/health")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("With these weights")).to_be_visible()
    shot(f"health-settings-{look}")
    axe()
    fits()
