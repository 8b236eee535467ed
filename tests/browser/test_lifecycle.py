"""The lifecycle page, as a person reads it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from customers.models import CustomerMetrics, LifecycleChange
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)

JOURNEYS = {
    ("awareness",): 9,
    ("awareness", "consideration"): 24,
    ("awareness", "consideration", "purchase"): 14,
    ("purchase", "retention"): 8,
    ("purchase", "churn"): 5,
    ("purchase", "churn", "retention"): 2,
}


@pytest.fixture
def crowd(store):
    now = timezone.now()
    for stages, times in JOURNEYS.items():
        for n in range(times):
            customer, was = CustomerFactory(store=store), ""
            for step, stage in enumerate(stages):
                at = now - timedelta(days=5 + n % 7 + 20 * (len(stages) - step))
                LifecycleChange.objects.create(
                    store=store, customer=customer, from_stage=was, to_stage=stage, happened_at=at
                )
                was = stage
            CustomerMetrics.objects.create(
                store=store, customer=customer, lifecycle_stage=was, lifecycle_since=at
            )


def test_the_page_looks_right(look, enter, owner, crowd, axe, fits, shot):
    page = enter(owner, "/customers/lifecycle?period=12m")
    expect(page.get_by_role("heading", name="Most get stuck at Purchase")).to_be_visible()
    shot(f"lifecycle-{look}")
    axe()
    fits()


def test_another_period_is_drawn_in_place_and_can_be_shared(enter, owner, crowd, axe):
    page = enter(owner, "/customers/lifecycle")
    page.get_by_label("Period").select_option("From the beginning")
    expect(page.locator("#period")).to_contain_text("From the beginning. Left")
    expect(page).to_have_url(re.compile("period=all"))
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name="Purchase Retention 8")).to_be_visible()
    axe()
    page.get_by_role("link", name="Churn").first.click()
    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()
    expect(page.locator("#list-total")).to_contain_text("5 customers")


def test_a_new_store_is_told_what_will_be_here(enter, owner, axe):
    page = enter(owner, "/customers/lifecycle")
    expect(page.get_by_role("heading", name="Nobody to follow yet")).to_be_visible()
    axe()
