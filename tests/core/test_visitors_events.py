"""Events of a storefront's visitors: many, so they stay out of what only the activity list reads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from uuid import uuid4

from django.db import connection

from core.actors import SYSTEM, Actor, ActorKind
from core.events import Event, publish_many, publish_new
from core.events.months import prepare_months
from core.events.queries import history, recent, timeline
from core.events.relay import relay
from core.models import OutboxEntry
from tests.core.subscriptions import Listener, subscribed

VISITOR = Actor(kind=ActorKind.VISITOR, label="Visitor")
INDEXES = {"event_activity", "event_actor", "event_name", "event_once", "event_subject", "event_timeline"}


@dataclass(frozen=True, kw_only=True)
class BellSeen(Event):
    name = "tests.bell_seen"
    subject = "visit_id"
    visit_id: int = 8
    bell_id: int
    customer_id: int | None = None


def seen(store, bell_id, **fields):
    return BellSeen(store_id=store.pk, bell_id=bell_id, **fields)


def test_only_what_a_known_customer_does_in_the_shop_reaches_handlers(store):
    listener = Listener()
    with subscribed(listener, BellSeen):
        publish_many([seen(store, 1), seen(store, 2, customer_id=5)], by=VISITOR)
        publish_many([seen(store, 3)], by=SYSTEM)
        relay()
    assert listener.calls == [[2, 3]]


def test_a_repeated_delivery_reaches_no_handler(store):
    event = seen(store, 1, customer_id=5, public_id=uuid4(), happened_at=datetime(2026, 11, 3, tzinfo=UTC))
    listener = Listener()
    with subscribed(listener, BellSeen):
        publish_new([event], by=VISITOR)
        relay()
        publish_new([event], by=VISITOR)
        assert not OutboxEntry.objects.exists()
        relay()
    assert listener.calls == [[1]]


def test_visitors_are_on_the_timeline_but_no_recent_activity(store):
    publish_many([seen(store, 1, customer_id=5)], by=VISITOR)
    assert [record.name for record in timeline(store, 5)] == ["tests.bell_seen"]
    assert [record.name for record in history(store, "tests.visit", 8)] == ["tests.bell_seen"]
    assert recent(store) == []
    assert not store.events.by_others_than_visitors().exists()


def test_the_activity_list_walks_the_index_that_leaves_visitors_out(store):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    for rows, index in [
        (store.events.by_others_than_visitors(), "activity"),
        (store.events.by_others_than_visitors().filter(actor_kind="staff", actor_id=3), "actor"),
    ]:
        plan = rows.newest_first()[:50].explain()
        assert "Sort  (" not in plan
        assert f"core_eventrecord_{datetime.now(UTC):%Y_%m}_store_id" in plan
        assert index_of(plan) == f"event_{index}"


def test_a_timeline_filtered_by_name_reads_no_event_it_does_not_show(store):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    rows = store.events.filter(customer_id=5, name__in=["tests.bell_seen", "tests.bell_rung"])
    plan = rows.newest_first()[:50].explain()
    assert "Filter" not in plan.split("Scan using")[1]
    assert index_of(plan) == "event_timeline"


def index_of(plan):
    """The index of the whole log that this month's index in a plan is a part of."""
    part = plan.split(" Scan using ")[1].split()[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = %s::regclass", [part]
        )
        return cursor.fetchone()[0]


def test_a_log_with_rows_in_many_months_gets_the_new_indexes_and_back(store):
    moments = [datetime(2024, month, 3, tzinfo=UTC) for month in range(1, 13)]
    publish_many([seen(store, 1, happened_at=moment) for moment in moments], by=VISITOR)
    prepare_months(datetime(2026, 11, 20, tzinfo=UTC))
    migration = import_module("core.migrations.0010_visitors_events")
    later = import_module("core.migrations.0011_lean_event_log")
    with connection.cursor() as cursor:
        cursor.execute(later.BACK)
        cursor.execute(migration.BACK)
        assert indexes_of(cursor, "core_eventrecord") == INDEXES - {"event_once"} | {"event_public_id"}
        cursor.execute(migration.FORWARD)
        cursor.execute(later.FORWARD)
        assert indexes_of(cursor, "core_eventrecord") == INDEXES
        assert len(indexes_of(cursor, "core_eventrecord_2024_02")) == len(INDEXES)
    assert store.events.count() == 12


def indexes_of(cursor, table):
    cursor.execute(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND NOT indisprimary",
        [table],
    )
    return {name for (name,) in cursor.fetchall()}
