"""How long what is kept, and who is reminded of what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.models import Visitor
from core.events import publish
from core.privacy.retention import drop_due
from core.store_settings import Keeping
from customers.events import ProfileViewed
from notifications.models import Notification
from privacy import services
from privacy.models import PrivacyRequest
from tests.factories import CartFactory, CustomerFactory, OrderFactory

NOW = timezone.now()
OLD = NOW - timedelta(days=500)


def always():
    return True


@pytest.fixture
def traces(store, owner):
    """Of each kind an old one and a new one."""
    customer = CustomerFactory(store=store)
    for at in (OLD, NOW):
        CartFactory(store=store, news_at=at)
        Visitor.objects.create(store=store, key=str(at), first_seen_at=at, last_seen_at=at)
        seen = ProfileViewed(store_id=store.pk, customer_id=customer.pk, happened_at=at)
        publish(seen, by=owner.membership.actor)
    return customer


def test_what_is_past_its_time_goes_and_the_rest_stays(store, traces):
    dropped = drop_due(store=store, now=NOW, in_time=always)
    assert dropped == {"cart_days": 1, "visitor_days": 1, "profile_view_days": 1}
    assert (store.carts.count(), store.visitors.count()) == (1, 1)
    assert not drop_due(store=store, now=NOW, in_time=always)


def test_nothing_goes_when_the_time_is_over(store, traces):
    assert not drop_due(store=store, now=NOW, in_time=lambda: False)
    assert store.carts.count() == 2


def test_a_cart_that_was_ordered_and_a_visitor_who_is_known_stay(store, traces):
    store.carts.update(order=OrderFactory(store=store))
    store.visitors.update(customer=traces)
    assert "cart_days" not in drop_due(store=store, now=NOW, in_time=always)
    assert store.visitors.count() == 2


def test_the_page_counts_beforehand_and_deletes_nothing(store, owner, traces):
    days = {f"keeping-{name}": value for name, value in Keeping().to_stored().items()}
    response = owner.post("/privacy/retention", {**days, "keeping-cart_days": 1, "preview": "1"})
    counts = {str(row["label"]): row["count"] for row in response.context["preview"]}
    assert counts["Carts that became no order"] == 1
    assert store.carts.count() == 2
    assert store.settings_of(Keeping).cart_days == 395


def test_days_are_saved(store, owner):
    days = {f"keeping-{name}": value for name, value in Keeping().to_stored().items()}
    owner.post("/privacy/retention", {**days, "keeping-cart_days": 0})
    store.__dict__.pop("stored_settings", None)
    assert store.settings_of(Keeping).cart_days == 0


def test_who_may_answer_is_reminded_once_before_and_once_after(store, owner):
    customer = CustomerFactory(store=store)
    request = services.receive_request(
        store=store, customer=customer, kind="access", by=owner.membership.actor, now=NOW
    )
    assert services.remind(now=NOW) == 0
    for _time in range(2):
        services.remind(now=NOW + timedelta(days=27))
    assert Notification.objects.get().title.endswith("is due soon")
    services.remind(now=NOW + timedelta(days=32))
    assert Notification.objects.filter(title__endswith="is overdue").count() == 1
    PrivacyRequest.objects.filter(pk=request.pk).update(state="done")
    assert services.remind(now=NOW + timedelta(days=33)) == 0
