"""Who looked at a profile and who changed it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.events import publish
from customers import services
from customers.events import ProfileViewed
from tests.factories import CustomerFactory


@pytest.fixture
def shown(owner, customer, at_most):
    def panel():
        with at_most(10):
            return owner.get(f"/customers/{customer.public_id}/activity").content.decode()

    return panel


def test_says_who_looked_and_what_was_changed(owner, customer, shown):
    owner.post(f"/customers/{customer.public_id}/viewed")
    owner.post(f"/customers/{customer.public_id}/edit", {"first_name": "Anna", "last_name": "López"})
    panel = shown()
    assert "looked at the profile of" in panel
    assert "First name: Ana → Anna" in panel


def test_says_once_that_somebody_looked_several_times_in_a_row(owner, agent, store, customer, shown):
    for minutes, client in enumerate((owner, owner, agent, agent, owner)):
        look = ProfileViewed(
            store_id=store.pk,
            customer_id=customer.pk,
            happened_at=timezone.now() - timedelta(minutes=minutes),
        )
        publish(look, by=client.membership.actor)
    assert shown().count("looked at the profile of") == 3


def test_leaves_out_what_befell_others(customer, shown, store, actor):
    other = CustomerFactory(store=store)
    services.suspend_customer(customer=other, reason="Chargeback", by=actor, now=timezone.now())
    assert "Nobody has looked at this profile" in shown()


def test_is_for_those_who_may_see_the_activity_log(agent, stranger, customer):
    assert agent.get(f"/customers/{customer.public_id}/activity").status_code == 200
    assert stranger.get(f"/customers/{customer.public_id}/activity").status_code == 404
