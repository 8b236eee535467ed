from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import beat
from core.actors import SYSTEM, Actor, ActorKind
from core.beat.services import CannotRunJob, run_job_now
from core.events.relay import relay
from core.events.services import (
    CannotReplay,
    discard_parked,
    record_view,
    replay_all_parked,
    replay_parked,
    replay_past_events,
)
from core.models import OutboxEntry, ParkedEvent, PeriodicRun
from tests.core.subscriptions import BellMuted, Listener, ring, subscribed
from tests.core.test_events import TeaPoured as Looked
from tests.factories import StoreFactory

ANNA = Actor(kind=ActorKind.STAFF, id=7, label="Anna")
BEN = Actor(kind=ActorKind.STAFF, id=8, label="Ben")


@pytest.fixture
def now():
    return timezone.now()


def names_of(store):
    return [name for name in store.events.order_by("pk").values_list("name", flat=True) if "platform" in name]


def test_a_person_replays_a_parked_event(store, listener, parked, now):
    replay_parked(parked=parked[:1], by=ANNA, now=now)
    relay()
    assert listener.calls == [[1]]
    assert list(ParkedEvent.objects.all()) == [parked[1]]
    assert names_of(store) == ["platform.parked_events_replayed"]


def test_replaying_what_has_been_handled_meanwhile_is_refused(store, parked, now):
    ParkedEvent.objects.all().delete()
    with pytest.raises(CannotReplay, match="meanwhile"):
        replay_parked(parked=parked[:1], by=ANNA, now=now).only()
    assert names_of(store) == []


def test_replaying_to_a_handler_that_is_gone_is_refused(store, parked, now):
    parked[0].handler = "gone.handlers.gone"
    with pytest.raises(CannotReplay, match="no longer"):
        replay_parked(parked=parked[:1], by=ANNA, now=now).only()
    assert ParkedEvent.objects.count() == 2
    assert names_of(store) == []


def test_all_of_a_store_are_replayed_at_once_and_no_others(store, listener, parked, now):
    other = StoreFactory()
    listener.fails_on = {3}
    ring(other, 3)
    relay()
    listener.calls.clear()
    assert replay_all_parked(store=store, by=ANNA, now=now) == 2
    relay()
    assert listener.calls == [[1, 2]]
    assert ParkedEvent.objects.get().store == other


def test_a_discarded_event_is_not_tried_again(store, listener, parked, now):
    discard_parked(parked=parked, by=ANNA, now=now)
    discard_parked(parked=parked, by=ANNA, now=now)
    ParkedEvent.objects.update(next_try_at=now)
    relay()
    assert listener.calls == []
    assert names_of(store) == ["platform.parked_events_discarded"]


def test_past_events_are_replayed_to_one_handler_alone(store, now):
    first, second = Listener("first"), Listener("second")
    with subscribed(first) as name, subscribed(second):
        ring(store, 1, 2)
        ring(StoreFactory(), 3)
        relay()
        count = replay_past_events(
            handler=name, store=store, by=ANNA, since=now - timedelta(hours=1), until=now + timedelta(hours=1)
        )
        relay()
    assert count == 2
    assert first.calls[-1] == [1, 2]
    assert len(second.calls) == 2
    assert names_of(store) == ["platform.past_events_replayed"]


def test_only_events_the_handler_hears_are_replayed(store, now):
    with subscribed(Listener(), BellMuted) as name:
        ring(store, 1)
        day = timedelta(days=1)
        count = replay_past_events(handler=name, store=store, by=ANNA, since=now - day, until=now + day)
    assert count == 0
    assert not OutboxEntry.objects.exists()


def test_the_command_replays_and_lists_handlers(store, capsys):
    listener = Listener()
    with subscribed(listener) as name:
        ring(store, 1)
        relay()
        call_command("replay_events")
        call_command("replay_events", handler=name, since="2020-01-01")
        relay()
        with pytest.raises(CommandError, match="no handler"):
            call_command("replay_events", handler="nobody")
    assert name in capsys.readouterr().out
    assert listener.calls == [[1], [1]]


def test_a_job_can_be_run_outside_its_schedule(store, now):
    run_job_now(name="core.forget_old_runs", store=store, by=ANNA, now=now)
    job, slot = next(
        each for each in beat.due_slots(now) if each[0].name == "core.forget_old_runs" and each[1] == now
    )
    assert beat.run_slot(job, slot)
    run = PeriodicRun.objects.get(slot=now)
    assert (run.outcome, run.asked_by) == ("done", "Anna")
    assert names_of(store) == ["platform.scheduled_job_run"]


def test_a_job_that_waits_already_is_not_asked_for_again(store, now):
    run_job_now(name="core.forget_old_runs", store=store, by=ANNA, now=now)
    with pytest.raises(CannotRunJob):
        run_job_now(name="core.forget_old_runs", store=store, by=BEN, now=now + timedelta(seconds=1))
    assert PeriodicRun.objects.count() == 1
    assert names_of(store) == ["platform.scheduled_job_run"]


def test_a_view_is_noted_once_in_a_quarter_of_an_hour_per_person(store, now):
    look = Looked(store_id=store.pk, cup_id=1)
    assert record_view(look, by=ANNA, now=now)
    assert not record_view(look, by=ANNA, now=now + timedelta(minutes=5))
    assert record_view(look, by=BEN, now=now)
    assert record_view(look, by=ANNA, now=now + timedelta(minutes=20))
    assert record_view(Looked(store_id=store.pk, cup_id=2), by=ANNA, now=now)
    assert store.events.count() == 4


def test_the_machinery_itself_acts_in_its_own_name(store, now):
    run_job_now(name="core.forget_old_runs", store=store, by=SYSTEM, now=now)
    assert PeriodicRun.objects.get().asked_by == "Regulars"
