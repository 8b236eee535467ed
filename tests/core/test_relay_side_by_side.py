"""Publishers and relays at the same time, on connections of their own."""

from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from core.actors import SYSTEM
from core.events import publish
from core.events.log import SHARDS
from core.events.relay import LOCKS, relay
from core.models import EventRecord, OutboxEntry
from tests.core.subscriptions import BellRung, Listener, ring, subscribed
from tests.factories import StoreFactory

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(work) -> Thread:
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_an_event_that_commits_late_is_not_lost_behind_later_ones():
    store, listener = StoreFactory(), Listener()
    published, may_commit = Event(), Event()

    @transaction.atomic
    def publish_slowly():
        publish(BellRung(store_id=store.pk, bell_id=1), by=SYSTEM)
        published.set()
        assert may_commit.wait(10)

    with subscribed(listener):
        slow = in_thread(publish_slowly)
        assert published.wait(10)
        with transaction.atomic():
            ring(store, 2)
        relay()
        assert listener.calls == [[2]]
        may_commit.set()
        slow.join()
        late, early = EventRecord.objects.order_by("-pk").values_list("payload__bell_id", flat=True)
        assert (late, early) == (2, 1)  # the lower id committed last
        relay()
    assert listener.calls == [[2], [1]]


def test_a_relay_leaves_a_shard_that_another_works_on():
    store, listener = StoreFactory(), Listener()
    held, done = Event(), Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, store.pk % SHARDS])
        held.set()
        assert done.wait(10)
        with connection.cursor() as cursor:  # a closed connection keeps its locks for a moment
            cursor.execute("SELECT pg_advisory_unlock_all()")

    with subscribed(listener):
        with transaction.atomic():
            ring(store, 1)
        other = in_thread(hold)
        assert held.wait(10)
        assert relay() == 0
        done.set()
        other.join()
        assert relay() == 1
    assert listener.calls == [[1]]


def test_many_publishers_and_relays_give_each_event_its_effect_once():
    stores, listener = [StoreFactory() for _ in range(4)], Listener()
    threads, each = 6, 25
    start = Barrier(threads)

    def publish_some(number):
        start.wait()
        for count in range(each):
            with transaction.atomic():
                ring(stores[count % 4], number * each + count)
            if count % 5 == 0:
                relay()

    with subscribed(listener):
        running = [in_thread(lambda number=number: publish_some(number)) for number in range(threads)]
        for thread in running:
            thread.join()
        relay()
    assert sorted(sum(listener.calls, [])) == list(range(threads * each))
    assert not OutboxEntry.objects.exists()
