from django.db import connection
from django.utils import timezone

from accounts.models import Membership
from core.actors import SYSTEM
from core.events import Event, publish, publish_many
from core.events.relay import relay
from core.models import OutboxEntry, ParkedEvent, RelayShard, Store
from tests.core.subscriptions import BellMuted, Listener, ring, subscribed
from tests.factories import StoreFactory


def test_a_handler_is_called_once_with_the_list_of_its_events_in_order(store):
    listener = Listener()
    with subscribed(listener):
        ring(store, 3, 1, 2)
        assert relay() == 3
        assert relay() == 0
    assert listener.calls == [[3, 1, 2]]
    assert not OutboxEntry.objects.exists()


def test_a_handler_hears_only_what_it_subscribed_to(store):
    listener = Listener()
    with subscribed(listener, BellMuted):
        ring(store, 1)
        publish(BellMuted(store_id=store.pk, bell_id=2), by=SYSTEM)
        relay()
    assert listener.calls == [[2]]


def test_a_handler_of_the_base_class_hears_everything(store):
    listener = Listener()
    with subscribed(listener, Event):
        ring(store, 1)
        publish(BellMuted(store_id=store.pk, bell_id=2), by=SYSTEM)
        relay()
    assert listener.calls == [[1, 2]]


def test_lists_have_at_most_five_hundred_events(store):
    listener = Listener()
    with subscribed(listener):
        ring(store, *range(1_201))
        relay()
    assert [len(call) for call in listener.calls] == [500, 500, 201]
    assert sum(listener.calls, []) == list(range(1_201))


def test_an_event_that_fails_alone_is_parked_and_holds_nobody_up(store):
    listener = Listener(fails_on={2}, also=lambda events: Store.objects.create(name=f"Rung {len(events)}"))
    with subscribed(listener) as name:
        ring(store, 1, 2, 3)
        relay()
    assert listener.calls == [[1, 2, 3], [1], [2], [3]]
    parked = ParkedEvent.objects.get()
    assert (parked.handler, parked.name, parked.store, parked.attempts) == (name, "tests.bell_rung", store, 1)
    assert "cracked bell" in parked.error
    assert parked.next_try_at > timezone.now()
    assert Store.objects.filter(name="Rung 1").count() == 2  # nothing of the failed calls is left
    assert not Store.objects.filter(name="Rung 3").exists()
    assert not OutboxEntry.objects.exists()


def test_a_failing_handler_does_not_keep_the_others_from_their_events(store):
    broken, sound = Listener("broken", fails_on={1}), Listener()
    with subscribed(broken), subscribed(sound):
        ring(store, 1)
        relay()
    assert sound.calls == [[1]]
    assert ParkedEvent.objects.count() == 1


def test_a_broken_handler_is_asked_ten_times_then_the_rest_is_parked_untried(store):
    listener = Listener(fails_on=range(200))
    with subscribed(listener):
        ring(store, *range(200))
        relay()
    assert len(listener.calls) == 1 + 10
    assert ParkedEvent.objects.count() == 200


def test_work_that_would_only_fail_at_the_commit_is_parked_too(store):
    def join_a_user_who_is_gone(events):
        if events[0].bell_id == 1:
            Membership.objects.create(store=store, user_id=999_999, role="owner")

    listener = Listener(also=join_a_user_who_is_gone)
    with subscribed(listener):
        ring(store, 1, 2)
        relay()
    assert "IntegrityError" in ParkedEvent.objects.get().error
    connection.check_constraints()


def test_a_parked_event_is_tried_again_when_its_time_comes(store):
    listener = Listener(fails_on={2})
    with subscribed(listener):
        ring(store, 1, 2)
        relay()
        relay()
        assert listener.calls[-1] == [2]
        assert len(listener.calls) == 3
        listener.fails_on.clear()
        ParkedEvent.objects.update(next_try_at=timezone.now())
        relay()
    assert len(listener.calls) == 4
    assert not ParkedEvent.objects.exists()


def test_each_failed_try_waits_longer_until_only_a_person_tries_again(store):
    listener = Listener(fails_on={1})
    waits = []
    with subscribed(listener):
        ring(store, 1)
        relay()
        while (parked := ParkedEvent.objects.get()).next_try_at:
            waits.append(round((parked.next_try_at - timezone.now()).total_seconds()))
            ParkedEvent.objects.update(next_try_at=timezone.now())
            relay()
    assert parked.attempts == 15
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (30, 6 * 60 * 60)


def test_a_parked_event_of_a_handler_that_is_gone_says_so(store):
    listener = Listener(fails_on={1})
    with subscribed(listener):
        ring(store, 1)
        relay()
    ParkedEvent.objects.update(next_try_at=timezone.now())
    relay()
    assert "No handler" in ParkedEvent.objects.get().error


def test_what_a_handler_publishes_is_relayed_in_the_same_run(store):
    heard = Listener()
    echo = Listener(
        "echo",
        also=lambda events: publish_many(
            [BellMuted(store_id=store.pk, bell_id=event.bell_id) for event in events], by=SYSTEM
        ),
    )
    with subscribed(echo), subscribed(heard, BellMuted):
        ring(store, 1, 2)
        relay()
    assert heard.calls == [[1, 2]]


def test_after_three_dead_relays_events_go_one_by_one_and_the_killer_is_parked(store):
    listener = Listener()
    with subscribed(listener):
        ring(store, 1, 2, 3)
        suspect = OutboxEntry.objects.order_by("id")[1]
        RelayShard.objects.create(shard=suspect.shard, deaths=3, suspect_id=suspect.pk)
        relay()
    assert listener.calls == [[1], [3]]
    parked = ParkedEvent.objects.get()
    assert parked.event_id == suspect.event_id
    assert "worker died" in parked.error
    assert RelayShard.objects.get().deaths == 0


def test_an_event_that_is_gone_from_the_log_is_passed_over(store):
    listener = Listener()
    with subscribed(listener):
        ring(store, 1, 2)
        first = store.events.order_by("pk").first()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL regulars.event_log = 'open'")
            cursor.execute("DELETE FROM core_eventrecord WHERE id = %s", [first.pk])
            cursor.execute("SET LOCAL regulars.event_log = ''")
        assert relay() == 2
    assert listener.calls == [[2]]


def test_an_event_of_another_version_of_the_code_is_parked(store):
    listener = Listener()
    with subscribed(listener):
        ring(store, 1)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL regulars.event_log = 'open'")
            cursor.execute("UPDATE core_eventrecord SET payload = '{}'")
        relay()
    assert "cannot be read" in ParkedEvent.objects.get().error
    assert listener.calls == []


def test_stores_are_dealt_to_shards(db):
    listener = Listener()
    stores = [StoreFactory() for _ in range(3)]
    with subscribed(listener):
        for store in stores:
            ring(store, store.pk)
        assert set(OutboxEntry.objects.values_list("shard", flat=True)) == {store.pk % 8 for store in stores}
        assert relay() == 3
    assert sorted(sum(listener.calls, [])) == sorted(store.pk for store in stores)
