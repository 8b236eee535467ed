from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.actors import SYSTEM
from core.events import Event, log, months, publish
from core.events.redaction import redact
from core.models import EventRecord
from tests.core.subscriptions import BellRung
from tests.core.test_events import ANNA, TeaPoured
from tests.factories import StoreFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class BellHeard(Event):
    name = "tests.bell_heard"
    subject = "bell_id"
    bell_id: int
    customer_id: int
    who: str
    rooms: list[str]


def ring(store, happened_at=None):
    publish(BellRung(store_id=store.pk, bell_id=1, happened_at=happened_at), by=SYSTEM)


def partition_of(record):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM core_eventrecord WHERE id = %s", [record.pk])
        return cursor.fetchone()[0]


def test_an_event_lies_in_the_month_it_happened(store):
    ring(store)
    assert partition_of(store.events.get()) == f"core_eventrecord_{timezone.now().astimezone(UTC):%Y_%m}"


def test_news_from_a_month_nobody_prepared_move_to_it_when_it_is_made(store):
    ring(store, datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC))
    record = store.events.get()
    assert partition_of(record) == "core_eventrecord_default"
    months.prepare_months(NOW)
    assert partition_of(record) == "core_eventrecord_2024_02"
    assert store.events.get().happened_at == record.happened_at


def test_months_are_prepared_ahead_over_the_turn_of_the_year(db):
    months.prepare_months(datetime(2030, 11, 20, tzinfo=UTC))
    months.prepare_months(datetime(2030, 11, 20, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SELECT relid::regclass::text FROM pg_partition_tree('core_eventrecord')")
        parts = {name for (name,) in cursor.fetchall()}
    assert {f"core_eventrecord_{month}" for month in ("2030_11", "2030_12", "2031_01", "2031_02")} <= parts
    assert "core_eventrecord_2031_03" not in parts


def test_each_store_keeps_its_log_as_long_as_it_says(store):
    other = StoreFactory()
    other.setting_rows.create(group="retention", values={"activity_days": 3_000})
    for one in (store, other):
        ring(one, NOW - timedelta(days=731))
        ring(one, NOW - timedelta(days=729))
    assert months.trim(NOW) == 1
    assert store.events.get().happened_at == NOW - timedelta(days=729)
    assert other.events.count() == 2


def test_an_empty_old_month_is_dropped_and_the_rest_stays(store):
    ring(store, NOW - timedelta(days=800))
    months.prepare_months(NOW)
    old = partition_of(store.events.get())
    ring(store)
    months.trim(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s), to_regclass('core_eventrecord_default')", [old])
        assert cursor.fetchone() == (None, "core_eventrecord_default")
    assert store.events.count() == 1


def test_the_log_is_closed_again_after_a_trim(store):
    ring(store)
    months.trim(NOW)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        EventRecord.objects.all().delete()


def test_a_forgotten_person_leaves_events_that_say_nothing(store):
    for customer_id in (5, 6):
        publish(
            TeaPoured(store_id=store.pk, cup_id=1, customer_id=customer_id, subject_label="Ada"),
            by=ANNA,
            changes={"name": ["Ada", "Eve"]},
        )
    assert redact(store, [5]) == 1
    forgotten, kept = store.events.order_by("customer_id")
    assert (forgotten.subject_label, forgotten.changes, forgotten.ip) == ("", {}, None)
    assert forgotten.payload["cup_id"] == 1
    assert forgotten.name == "tests.tea_poured"
    assert (kept.subject_label, kept.changes) == ("Ada", {"name": ["Ada", "Eve"]})


def test_a_forgotten_person_leaves_numbers_and_times_that_can_be_replayed(store):
    poured_at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    publish(
        TeaPoured(store_id=store.pk, cup_id=1, customer_id=5, price=Decimal("4.20"), poured_at=poured_at),
        by=SYSTEM,
    )
    publish(BellHeard(store_id=store.pk, bell_id=2, customer_id=5, who="Ada", rooms=["Ada's"]), by=SYSTEM)
    redact(store, [5])
    tea, bell = store.events.order_by("pk")
    assert (tea.payload["price"], tea.payload["poured_at"]) == ("4.20", "2026-11-01T09:00:00Z")
    assert (bell.payload["who"], bell.payload["rooms"]) == ("•••", [])


def test_words_of_events_no_longer_known_are_blanked_too(store):
    publish(BellHeard(store_id=store.pk, bell_id=2, customer_id=5, who="Ada", rooms=[]), by=SYSTEM)
    with log.opened():
        store.events.update(name="tests.gone", payload={"bell_id": 2, "said": "I am Ada"})
    redact(store, [5])
    assert store.events.get().payload == {"bell_id": 2, "said": "•••"}
