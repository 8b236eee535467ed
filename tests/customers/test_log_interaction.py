from datetime import timedelta

import pytest
from django.utils import timezone

from core.actors import Actor, ActorKind
from core.models import EventRecord
from customers import services
from customers.models import AccountStatus, Interaction
from tests.factories import InteractionFactory

NOW = timezone.now()
YESTERDAY = NOW - timedelta(days=1)
COLLEAGUE = Actor(kind=ActorKind.STAFF, id=0, label="Ben")


@pytest.fixture
def call(customer, actor):
    return services.log_interaction(
        customer=customer,
        kind="call",
        outcome="left_message",
        happened_at=YESTERDAY,
        minutes=4,
        text=" About the boots ",
        by=actor,
        now=NOW,
    )


def told(name):
    return EventRecord.objects.filter(name=f"customers.interaction_{name}")


def test_a_call_keeps_what_was_said_and_who_logged_it(call, actor):
    call.refresh_from_db()
    assert (call.kind, call.direction, call.outcome, call.minutes) == ("call", "out", "left_message", 4)
    assert (call.text, call.happened_at) == ("About the boots", YESTERDAY)
    assert call.is_by(actor)


def test_it_stands_on_the_timeline_when_it_happened(call, owner, customer):
    record = told("logged").get()
    assert (record.happened_at, record.public_id) == (YESTERDAY, call.told_by)
    page = owner.get(f"/customers/{customer.public_id}/timeline").content.decode()
    assert "logged a call with <b>Ana López</b>: Left a message" in page


def test_what_lies_ahead_is_refused(customer, actor):
    with pytest.raises(services.CannotLogInteraction, match="future"):
        services.log_interaction(
            customer=customer, kind="call", happened_at=NOW + timedelta(hours=1), by=actor, now=NOW
        )
    assert not Interaction.objects.exists()
    assert not told("logged").exists()


def test_nothing_more_is_kept_about_the_erased(customer, actor):
    customer.status = AccountStatus.ERASED
    with pytest.raises(services.CannotLogInteraction, match="erased"):
        services.log_interaction(customer=customer, kind="call", by=actor, now=NOW)
    assert not Interaction.objects.exists()


def test_editing_tells_what_changed(call, actor):
    services.edit_interaction(interaction=call, outcome="reached", minutes=6, by=actor, now=NOW)
    call.refresh_from_db()
    assert (call.outcome, call.minutes, call.edited_at) == ("reached", 6, NOW)
    assert told("edited").get().changes == {"outcome": ["left_message", "reached"], "minutes": [4, 6]}


def test_editing_nothing_writes_nothing(call, actor):
    services.edit_interaction(interaction=call, outcome="left_message", by=actor, now=NOW)
    call.refresh_from_db()
    assert call.edited_at is None
    assert not told("edited").exists()


def test_a_new_time_gives_it_a_new_place(call, actor, owner, customer):
    earlier = YESTERDAY - timedelta(days=3)
    services.edit_interaction(interaction=call, happened_at=earlier, by=actor, now=NOW)
    call.refresh_from_db()
    assert told("moved").get().public_id == call.told_by
    panel = owner.get(f"/customers/{customer.public_id}/communications")
    assert [one.happened_at for one in panel.context["communications"]] == [earlier]


def test_only_its_writer_changes_it_unless_one_may_change_all(call):
    with pytest.raises(services.CannotEditInteraction, match="Only"):
        services.edit_interaction(interaction=call, text="No", by=COLLEAGUE, now=NOW)
    with pytest.raises(services.CannotEditInteraction, match="Only"):
        services.delete_interaction(interaction=call, by=COLLEAGUE, now=NOW)
    call.refresh_from_db()
    assert (call.text, call.deleted_at) == ("About the boots", None)
    services.edit_interaction(interaction=call, text="Yes", by=COLLEAGUE, now=NOW, may_edit_any=True)
    call.refresh_from_db()
    assert call.text == "Yes"


def test_deleted_brought_back_and_gone_for_good_after_a_day(call, actor):
    services.delete_interaction(interaction=call, by=actor, now=NOW)
    services.delete_interaction(interaction=call, by=actor, now=NOW)
    assert not Interaction.objects.exists()
    assert told("deleted").count() == 1
    services.restore_interaction(interaction=call, by=actor, now=NOW)
    assert Interaction.objects.get() == call
    services.delete_interaction(interaction=call, by=actor, now=NOW)
    services.purge_deleted(now=NOW + timedelta(days=2))
    assert not Interaction.with_deleted.exists()


def test_the_page_logs_edits_deletes_and_restores(owner, customer):
    words = {"kind": "meeting", "direction": "in", "happened_at": "2026-01-05T10:30", "text": "Fitting"}
    owner.post(f"/customers/{customer.public_id}/interactions/new", words)
    meeting = Interaction.objects.get()
    page = f"/customers/interactions/{meeting.public_id}"
    owner.post(page, {**words, "text": "Fitting and tea", "minutes": "40"})
    meeting.refresh_from_db()
    assert (meeting.text, meeting.minutes, meeting.kind) == ("Fitting and tea", 40, "meeting")
    assert "Entry deleted" in owner.post(f"{page}/delete")["HX-Trigger"]
    assert not Interaction.objects.exists()
    owner.post(f"{page}/restore")
    assert Interaction.objects.get() == meeting


def test_an_edit_that_leaves_the_time_alone_keeps_its_seconds(owner, call):
    at = timezone.localtime(call.happened_at).strftime("%Y-%m-%dT%H:%M")
    words = {"kind": "call", "direction": "out", "happened_at": at, "text": "Anew"}
    owner.post(f"/customers/interactions/{call.public_id}", words)
    call.refresh_from_db()
    assert (call.text, call.happened_at) == ("Anew", YESTERDAY)
    assert not told("moved").exists()


def test_the_form_keeps_what_was_typed_when_it_is_refused(owner, customer):
    words = {"kind": "call", "direction": "out", "happened_at": "2999-01-05T10:30", "text": "Kept words"}
    response = owner.post(f"/customers/{customer.public_id}/interactions/new", words)
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    assert not Interaction.objects.exists()


def test_others_may_not(agent, stranger, call):
    page = f"/customers/interactions/{call.public_id}"
    for verb in ("", "/delete", "/restore"):
        assert agent.post(f"{page}{verb}").status_code == 403
        assert stranger.post(f"{page}{verb}").status_code == 404
    call.refresh_from_db()
    assert call.deleted_at is None


def test_colleagues_entries_offer_no_menu_to_those_who_may_not_change_them(customer, store):
    from accounts.roles import Role
    from tests.conftest import signed_in
    from tests.factories import MembershipFactory

    support = signed_in(MembershipFactory(store=store, role=Role.SUPPORT))
    mine = {"kind": "call", "direction": "out", "happened_at": "2026-01-05T10:30", "text": "Mine"}
    support.post(f"/customers/{customer.public_id}/interactions/new", mine)
    InteractionFactory(customer=customer, author_id=0)
    page = support.get(f"/customers/{customer.public_id}/communications").content.decode()
    assert page.count("<x-menu") == 1
