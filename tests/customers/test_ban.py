"""Suspending and banning with a reason, and lifting either."""

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import AccountStatus
from tests.factories import CustomerFactory

NOW = timezone.now()


def told():
    return [
        (each.name.removeprefix("customers."), each.payload) for each in EventRecord.objects.order_by("pk")
    ]


@pytest.fixture
def page(customer):
    return f"/customers/{customer.public_id}"


def test_a_ban_keeps_its_reason_until_it_is_lifted(customer, actor):
    services.ban_customer(customer=customer, reason=" Stolen cards ", by=actor, now=NOW)
    customer.refresh_from_db()
    assert (customer.status, customer.status_reason, customer.status_since) == (
        AccountStatus.BANNED,
        "Stolen cards",
        NOW,
    )
    assert customer.is_barred
    services.lift_ban(customer=customer, by=actor, now=NOW)
    customer.refresh_from_db()
    assert customer.status == AccountStatus.ACTIVE
    assert [(name, payload.get("reason")) for name, payload in told()] == [
        ("customer_banned", "Stolen cards"),
        ("customer_ban_lifted", None),
    ]


def test_who_is_suspended_can_be_banned_but_not_the_other_way(customer, actor):
    services.suspend_customer(customer=customer, reason="Chargeback", by=actor, now=NOW)
    services.ban_customer(customer=customer, reason="Another one", by=actor, now=NOW)
    with pytest.raises(services.CannotSuspendCustomer, match="Banned already"):
        services.suspend_customer(customer=customer, reason="Again", by=actor, now=NOW)
    with pytest.raises(services.CannotReinstateCustomer, match="Not suspended"):
        services.reinstate_customer(customer=customer, by=actor, now=NOW)
    customer.refresh_from_db()
    assert (customer.is_banned, customer.status_reason) == (True, "Another one")
    assert len(told()) == 2


@pytest.mark.parametrize("status", [AccountStatus.BANNED, AccountStatus.ERASED])
def test_no_ban_of_the_banned_and_the_erased(store, actor, status):
    customer = CustomerFactory(store=store, status=status)
    with pytest.raises(services.CannotBanCustomer):
        services.ban_customer(customer=customer, reason="Once more", by=actor, now=NOW)
    customer.refresh_from_db()
    assert (customer.status, customer.status_reason) == (status, "")
    assert told() == []


def test_only_a_ban_is_lifted(customer, actor):
    with pytest.raises(services.CannotLiftBan, match="Not banned"):
        services.lift_ban(customer=customer, by=actor, now=NOW)
    assert told() == []


def test_undoing_a_reinstatement_brings_the_reason_back(owner, customer, page, actor):
    services.suspend_customer(customer=customer, reason="Chargeback", by=actor, now=NOW)
    owner.post(f"{page}/reinstate")
    owner.post(f"{page}/suspend")
    customer.refresh_from_db()
    assert (customer.is_suspended, customer.status_reason) == (True, "Chargeback")


@pytest.mark.parametrize("verb", ["suspend", "ban"])
def test_the_page_asks_why(owner, customer, page, verb):
    assert "Only your team reads it" in owner.get(f"{page}/{verb}").content.decode()
    assert owner.post(f"{page}/{verb}", {"reason": " "}).status_code == 422
    customer.refresh_from_db()
    assert customer.status == AccountStatus.ACTIVE
    owner.post(f"{page}/{verb}", {"reason": "Chargeback"})
    customer.refresh_from_db()
    assert customer.is_barred
    shown = owner.get(page).content.decode()
    assert shown.count("Chargeback") == 2  # on the card and on the timeline


def test_who_may_only_look_bars_nobody(agent, customer, page):
    for verb in ("suspend", "ban", "lift-ban"):
        assert agent.post(f"{page}/{verb}", {"reason": "Chargeback"}).status_code == 403
    customer.refresh_from_db()
    assert customer.status == AccountStatus.ACTIVE


def test_many_are_suspended_for_one_reason_and_brought_back(owner, store):
    two = [CustomerFactory(store=store) for _ in range(2)]
    owner.post(
        "/customers/bulk/suspend",
        {
            "ids": [str(one.public_id) for one in two],
            "scope": "page",
            "confirmed": "2",
            "reason": "Trial orders",
        },
    )
    assert set(store.customers.values_list("status", "status_reason")) == {("suspended", "Trial orders")}
