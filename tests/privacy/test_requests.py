"""Requests of people about their data."""

from datetime import date, timedelta

import pytest

from core.models import EventRecord
from privacy import services
from privacy.models import PrivacyRequest, RequestKind, RequestState
from tests.factories import CustomerFactory
from tests.privacy.conftest import NOW


@pytest.fixture
def asked(store, actor):
    customer = CustomerFactory(store=store, first_name="Ana", last_name="Silva")
    return services.receive_request(
        store=store, customer=customer, kind=RequestKind.ACCESS, by=actor, now=NOW
    )


def test_the_time_to_answer_runs_from_the_day_it_came(store, actor):
    request = services.receive_request(
        store=store,
        customer=CustomerFactory(store=store),
        kind=RequestKind.ERASURE,
        received_on=date(2026, 11, 10),
        by=actor,
        now=NOW,
    )
    assert request.due_on == date(2026, 12, 10)
    assert not request.is_overdue(date(2026, 12, 10))
    assert request.is_overdue(date(2026, 12, 11))


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2025, 1, 1)])
def test_it_cannot_have_come_tomorrow_or_long_ago(store, actor, day):
    with pytest.raises(services.CannotReceiveRequest):
        services.receive_request(
            store=store,
            customer=CustomerFactory(store=store),
            kind=RequestKind.ACCESS,
            received_on=day,
            by=actor,
            now=NOW,
        )
    assert not PrivacyRequest.objects.exists()


def test_one_open_request_of_a_kind(store, asked, actor):
    with pytest.raises(services.CannotReceiveRequest, match="open request"):
        services.receive_request(
            store=store, customer=asked.customer, kind=RequestKind.ACCESS, by=actor, now=NOW
        )
    assert PrivacyRequest.objects.count() == 1


def test_who_checked_what_is_on_record(asked, actor):
    services.check_identity(request=asked, how="Rang back her number", by=actor, now=NOW)
    event = EventRecord.objects.latest("pk")
    assert (event.name, event.actor_label) == ("privacy.identity_checked", actor.label)
    assert event.changes["state"] == ["received", "checked"]


def test_a_check_says_how(asked, actor):
    with pytest.raises(services.CannotCheckIdentity, match="Say how"):
        services.check_identity(request=asked, how=" ", by=actor, now=NOW)
    asked.refresh_from_db()
    assert asked.state == RequestState.RECEIVED


def test_the_due_date_moves_within_three_months(asked, actor):
    moved = services.move_due_date(
        request=asked, due_on=asked.received_on + timedelta(days=60), by=actor, now=NOW
    )
    assert moved.due_on == asked.received_on + timedelta(days=60)
    with pytest.raises(services.CannotMoveDueDate, match="three months"):
        services.move_due_date(
            request=asked, due_on=asked.received_on + timedelta(days=100), by=actor, now=NOW
        )
    asked.refresh_from_db()
    assert asked.due_on == moved.due_on


def test_a_refusal_gives_its_reason_and_is_final(asked, actor):
    with pytest.raises(services.CannotRefuseRequest, match="reason"):
        services.refuse_request(request=asked, reason="", by=actor, now=NOW)
    services.refuse_request(request=asked, reason="Not them", by=actor, now=NOW)
    with pytest.raises(services.CannotRefuseRequest, match="already"):
        services.refuse_request(request=asked, reason="Again", by=actor, now=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.refusal, asked.closed_by) == ("refused", "Not them", actor.label)
