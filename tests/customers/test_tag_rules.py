"""From when on customers have the tags that come by themselves is the store's to say."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.events import StoreSettingsChanged
from core.actors import SYSTEM
from core.jobs import run_job
from core.models import EventRecord
from core.store_settings import TagRules
from customers.handlers import retag_by_new_rules
from customers.models import CustomerMetrics
from customers.services.rule_tags import RETAG, CannotRetag, retag, rules_in_words, start_retag
from customers.services.scores import rescore
from tests.factories import CustomerFactory

PAGE = "/customers/tags/rules"


@pytest.fixture
def regular(customer):
    """Four orders, the last twelve days ago."""
    now = timezone.now()
    rescore(store=customer.store, customer_ids=[customer.pk], now=now)
    CustomerMetrics.objects.filter(customer=customer).update(
        orders_count=4,
        first_order_at=now - timedelta(days=102),
        last_order_at=now - timedelta(days=12),
        repeat_since=now - timedelta(days=72),
    )
    rescore(store=customer.store, customer_ids=[customer.pk], now=now)
    return customer


def rules(store, **values):
    store.setting_rows.update_or_create(group=TagRules.key, defaults={"values": values})
    store.__dict__.pop("stored_settings", None)


def tags(customer) -> set[str]:
    return set(customer.tagged.values_list("tag__source_key", flat=True))


def test_five_orders_make_a_frequent_buyer_unless_told(store, regular):
    assert "frequent_buyer" not in tags(regular)
    rules(store, frequent_orders=4)
    retag(store, [regular.pk])
    assert "frequent_buyer" in tags(regular)


def test_who_stopped_ordering_keeps_the_tag_only_where_told(store, regular):
    CustomerMetrics.objects.filter(customer=regular).update(activity_status="churned")
    rules(store, frequent_orders=3)
    retag(store, [regular.pk])
    assert tags(regular) == {"at_risk"}
    rules(store, frequent_orders=3, frequent_while_active=False)
    retag(store, [regular.pk])
    assert tags(regular) == {"at_risk", "frequent_buyer"}


def test_a_tag_switched_off_is_taken_from_everybody(store, regular):
    CustomerMetrics.objects.filter(customer=regular).update(activity_status="churning")
    retag(store, [regular.pk])
    assert "at_risk" in tags(regular)
    rules(store, given=["new"])
    retag(store, [regular.pk])
    assert tags(regular) == set()


def test_saving_new_rules_has_everybody_tagged_by_a_job(owner, store, regular, monkeypatch):
    monkeypatch.setattr("customers.tasks.RETAGGED_AT_ONCE", 2)
    others = [CustomerFactory(store=store) for _ in range(4)]
    rescore(store=store, customer_ids=[one.pk for one in others], now=timezone.now())
    given = {"given": ["frequent_buyer", "new"], "frequent_orders": 4, "frequent_while_active": "on"}
    answer = owner.post(PAGE, {f"{TagRules.key}-{name}": value for name, value in given.items()})
    assert answer.status_code == 302
    event = EventRecord.objects.get(name=StoreSettingsChanged.name)
    retag_by_new_rules([StoreSettingsChanged(store_id=store.pk, group=event.payload["group"])])
    job = run_job(store.jobs.get(kind=RETAG))
    assert (job.state, job.done, job.outcome) == ("done", 5, "5 customers looked at.")
    assert tags(regular) == {"frequent_buyer"}


def test_one_job_at_a_time_is_enough(store):
    start_retag(store=store, by=SYSTEM)
    with pytest.raises(CannotRetag):
        start_retag(store=store, by=SYSTEM)
    assert store.jobs.filter(kind=RETAG).count() == 1


def test_other_settings_tag_nobody_anew(store):
    retag_by_new_rules([StoreSettingsChanged(store_id=store.pk, group="brand")])
    assert not store.jobs.exists()


def test_rules_beyond_reason_are_refused(owner, store):
    given = {f"{TagRules.key}-frequent_orders": 1, f"{TagRules.key}-given": ["new"]}
    assert owner.post(PAGE, given).status_code == 422
    assert not store.setting_rows.exists()


def test_each_rule_is_told_in_words(store):
    assert rules_in_words(store) == {
        "high_spender": "In the top 20% of those who ordered, by lifetime value",
        "frequent_buyer": "5 orders or more, the last within 90 days",
        "at_risk": "Ordered before, but not for 90 days",
        "new": "First order within the last 30 days",
    }
    rules(store, given=["frequent_buyer"], frequent_orders=8, frequent_while_active=False)
    told = rules_in_words(store)
    assert told["frequent_buyer"] == "8 orders or more, however long ago"
    assert told["new"] == "Switched off"


def test_the_tags_page_says_the_rule_beside_the_tag(owner, store, regular):
    rules(store, frequent_orders=4)
    retag(store, [regular.pk])
    page = owner.get(reverse("customers:tags")).text
    assert "4 orders or more, the last within 90 days" in page
    assert PAGE in page


def test_who_may_not_edit_tags_sees_the_rules_and_changes_none(agent, store, regular):
    rules(store, frequent_orders=4)
    retag(store, [regular.pk])
    page = agent.get(reverse("customers:tags")).text
    assert "4 orders or more" in page
    assert PAGE not in page
    assert agent.get(PAGE).status_code == 403
