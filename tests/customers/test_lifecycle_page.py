"""Who stands where, who went where, how long they stayed, and where they get stuck."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.models import Customer, CustomerMetrics, LifecycleChange, LifecycleReport
from customers.queries import lifecycle, lifecycle_of
from customers.sankey import picture
from customers.services.lifecycle import write_lifecycle_report
from customers.stage_figures import Flow, figures_of
from customers.stage_periods import before, month_of, period_named
from tests.factories import CustomerFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def went(store, *steps: tuple[str, datetime]) -> Customer:
    """A customer who went from stage to stage: `went(store, ("awareness", day), …)`."""
    customer, was = CustomerFactory(store=store), ""
    for stage, at in steps:
        LifecycleChange.objects.create(
            store=store, customer=customer, from_stage=was, to_stage=stage, reason="added", happened_at=at
        )
        was = stage
    stage, at = steps[-1]
    CustomerMetrics.objects.create(
        store=store, customer=customer, lifecycle_stage=stage, lifecycle_since=at, orders_count=0
    )
    return customer


def day(month: int, number: int) -> datetime:
    return datetime(2026, month, number, 12, tzinfo=UTC)


@pytest.fixture
def crowd(store):
    """Before November 30 had ordered once; then 3 ordered again, after 10, 20 and 90 days, and 6 left."""
    for days in (10, 20, 90):
        went(store, ("purchase", day(11, 5) - timedelta(days=days)), ("retention", day(11, 5)))
    for _ in range(6):
        went(store, ("purchase", day(5, 1)), ("churn", day(11, 2)))
    for _ in range(21):
        went(store, ("purchase", day(8, 1)))
    went(store, ("awareness", day(11, 7)), ("consideration", day(11, 7) + timedelta(hours=3)))


def found(store, period="2026-11", now=NOW):
    measured = lifecycle_of(store=store, now=now)
    return figures_of(measured, period_named(period, month_of(store, now)))


def at(figures, stage):
    return next(one for one in figures.stages if one.stage == stage)


def test_counts_who_is_where_and_leaves_out_the_deleted(store, crowd):
    deleted = store.customers.filter(metrics__lifecycle_stage="churn").first()
    Customer.objects.filter(pk=deleted.pk).update(deleted_at=NOW)
    figures = found(store)
    assert {s.stage: s.now for s in figures.stages} == {
        "awareness": 0, "consideration": 1, "purchase": 21, "retention": 3, "advocacy": 0, "churn": 5,
    }  # fmt: skip


def test_says_what_became_of_those_who_were_there(store, crowd):
    purchase = at(found(store), "purchase")
    assert (purchase.was_there, purchase.went_on, purchase.lost, purchase.fell_back) == (30, 3, 6, 0)
    assert purchase.stayed == 21
    assert purchase.onward_share == pytest.approx(0.1)


def test_the_flows_are_those_of_the_month_alone(store, crowd):
    flows = {(f.came_from, f.went_to): f.times for f in found(store).flows}
    assert flows == {
        ("purchase", "retention"): 3,
        ("purchase", "churn"): 6,
        ("", "awareness"): 1,
        ("awareness", "consideration"): 1,
    }
    assert {f.went_to for f in found(store, "2026-08").flows} == {"purchase"}


def test_an_earlier_month_knows_how_many_were_there_then(store, crowd):
    assert at(found(store, "2026-08"), "purchase").was_there == 28  # the one of 90 days came in August too
    assert at(found(store, "2026-05"), "purchase").was_there == 6


def test_the_days_of_those_who_went_on_and_of_all_who_left(store, crowd):
    purchase = at(found(store), "purchase")
    assert (purchase.onwards.times, purchase.onwards.median) == (3, 20)
    assert (purchase.stays.times, purchase.stays.median) == (9, 185)
    assert at(found(store), "awareness").stays.median == 0


def test_months_begin_in_the_store_s_own_zone(store):
    store.setting_rows.create(group="locale", values={"time_zone": "Europe/Berlin"})
    went(store, ("awareness", datetime(2026, 10, 31, 23, 30, tzinfo=UTC)))
    assert found(store, "2026-10").flows == []
    assert [f.times for f in found(store, "2026-11").flows] == [1]


def test_the_bottleneck_is_named_with_its_figures(store, crowd):
    figures = found(store)
    assert figures.bottleneck.stage == "purchase"
    assert figures.bottleneck_words[0] == (
        "Of 30 customers at Purchase, 3 (10%) ordered again, 6 were lost and 21 stayed where they were."
    )
    assert "within 20 days" in figures.bottleneck_words[1]


def test_few_customers_have_no_bottleneck(store):
    went(store, ("purchase", day(11, 1)), ("retention", day(11, 5)))
    assert found(store).bottleneck is None


def test_other_stores_are_not_counted(store, crowd):
    other = CustomerFactory().store
    went(other, ("purchase", day(11, 1)))
    assert found(other).customers == 1
    assert found(store).customers == 31


def test_a_big_store_reads_what_was_written(store, crowd, monkeypatch):
    monkeypatch.setattr(lifecycle, "MANY", 5)
    write_lifecycle_report(store=store, now=NOW)
    fresh = found(store)
    went(store, ("awareness", day(11, 8)))
    later = lifecycle_of(store=store, now=NOW + timedelta(minutes=5))
    assert later.measured_at == NOW
    assert figures_of(later, period_named("2026-11", "2026-11")) == fresh
    write_lifecycle_report(store=store, now=NOW + timedelta(hours=1))
    assert LifecycleReport.objects.count() == 1
    assert at(found(store), "awareness").now == 1


@pytest.mark.parametrize(
    ("month", "months", "earlier"),
    [("2026-01", 1, "2025-12"), ("2026-11", 24, "2024-11"), ("2026-03", 2, "2026-01")],
)
def test_months_are_counted_back_over_the_year(month, months, earlier):
    assert before(month, months) == earlier


@pytest.mark.parametrize("key", ["2026-12", "2026-13", "1m", "", "٢٠٢٦-٠١"])
def test_a_period_that_makes_no_sense_is_none(key):
    assert period_named(key, "2026-11") is None


def test_bands_fill_their_nodes_exactly():
    flows = [Flow("", "awareness", 60), Flow("purchase", "churn", 30), Flow("purchase", "retention", 10)]
    drawn = picture(flows, width=960, height=400, margin=130)
    assert [(n.stage, n.times) for n in drawn.left] == [("", 60), ("purchase", 40)]
    assert [(n.stage, n.times) for n in drawn.right] == [("awareness", 60), ("retention", 10), ("churn", 30)]
    assert all(n.y >= 0 and n.y + n.height <= 400 for n in [*drawn.left, *drawn.right])
    assert picture([], width=960, height=400, margin=130) is None


def test_the_page_leads_to_the_customers_of_a_stage(owner, store, crowd):
    page = owner.get(reverse("customers:lifecycle")).text
    assert "lifecycle_stage=purchase" in page
    assert "Where they are now" in page


def test_choosing_a_period_draws_that_part_alone(owner, store, crowd):
    page = owner.get("/customers/lifecycle?period=all", headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert "From the beginning" in page


def test_a_store_without_customers_says_what_will_be_here(owner, store):
    assert "Nobody to follow yet" in owner.get("/customers/lifecycle").text


def test_the_page_asks_little_of_the_database(owner, store, crowd, at_most):
    owner.get("/customers/lifecycle")
    with at_most(14):
        owner.get("/customers/lifecycle")


def test_the_api_tells_the_same(owner, store, crowd):
    told = owner.get("/api/customers/analytics/lifecycle?period=all").json()
    assert told["period"] == "all"
    assert {stage["stage"]: stage["now"] for stage in told["stages"]}["purchase"] == 21
    assert {"came_from": "", "went_to": "purchase", "times": 30} in told["flows"]


def test_the_api_refuses_a_period_that_makes_no_sense(owner, store):
    assert owner.get("/api/customers/analytics/lifecycle?period=2026-00").status_code == 422
    ahead = timezone.now() + timedelta(days=40)
    assert owner.get(f"/api/customers/analytics/lifecycle?period={ahead:%Y-%m}").status_code == 422
