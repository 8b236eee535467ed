"""Hands events from the outbox to their handlers: exactly once, as far as the database goes.

A batch is removed from the outbox, handled and committed in one transaction. Killed anywhere, the
relay leaves either all of it or nothing, and the next one starts where it stood.

Order: events of one store come in the order their outbox rows were visible, which is the order of
commits, not of ids; a parked event comes late. A handler that minds looks at `happened_at`.

There is no cursor: an id below the last one seen may still commit. `floor` only spares a long run
from stepping over its own dead index entries; each run ends with a look from the start.
"""

import time
from collections import defaultdict
from typing import NamedTuple

from django.db import connection, transaction

from core.events.event import Event, restored
from core.events.handling import Handler, handler_named, handlers_of
from core.events.log import SHARDS
from core.events.parking import Failure, failures_of, park, retry_parked, unreadable
from core.locks import if_free
from core.models import EventRecord, OutboxEntry, RelayShard

BATCH = 500
CAREFUL_AFTER = 3  # relays that died at a shard before its events are tried one by one
LOCKS = 0x52454C59  # the advisory locks of the relay, one per shard


def relay(*, seconds: float = 20) -> int:
    """Hand out what waits, for about so long; says how many events left the outbox."""
    deadline = time.monotonic() + seconds
    count = 0
    for shard in _shards_with_work():
        with if_free(LOCKS, shard) as is_ours:
            if is_ours:
                count += _drain(shard, deadline)
    retry_parked(deadline)
    return count


def _shards_with_work() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shard FROM generate_series(0, %s) AS every (shard)"
            " WHERE EXISTS (SELECT FROM core_outboxentry AS entry WHERE entry.shard = every.shard)",
            [SHARDS - 1],
        )
        return [shard for (shard,) in cursor.fetchall()]


def _drain(shard: int, deadline: float) -> int:
    state = _start(shard)
    if state.deaths >= CAREFUL_AFTER:
        count = _drain_carefully(state, deadline)
    else:
        count = _drain_in_batches(shard, deadline)
    RelayShard.objects.filter(pk=shard).update(deaths=0, suspect_id=None)
    return count


def _start(shard: int) -> RelayShard:
    """What the last relay left; until this one finishes it counts as dead."""
    state, _ = RelayShard.objects.get_or_create(pk=shard)
    RelayShard.objects.filter(pk=shard).update(deaths=state.deaths + 1)
    return state


def _drain_in_batches(shard: int, deadline: float) -> int:
    count = floor = 0
    while time.monotonic() < deadline:
        with transaction.atomic():
            entries = _take(shard, floor, BATCH)
            _deliver(entries)
        count += len(entries)
        if not entries and not floor:
            break
        floor = entries[-1].id if len(entries) == BATCH else 0
    return count


def _drain_carefully(state: RelayShard, deadline: float) -> int:
    """One by one, naming each beforehand: the event that kills its worker is the last one named."""
    count = 0
    while time.monotonic() < deadline and count < BATCH:
        entry_id = (
            OutboxEntry.objects.filter(shard=state.pk).order_by("id").values_list("id", flat=True).first()
        )
        if entry_id is None:
            break
        killed_its_worker = entry_id == state.suspect_id
        RelayShard.objects.filter(pk=state.pk).update(suspect_id=entry_id)
        with transaction.atomic():
            entries = _take(state.pk, entry_id - 1, 1)
            _deliver(
                entries, refuse="Its worker died while this event was handled." if killed_its_worker else ""
            )
        count += len(entries)
    return count


class Entry(NamedTuple):
    id: int
    event_id: int
    happened_at: object
    handler: str


_TAKE = """
DELETE FROM core_outboxentry WHERE id IN (
  SELECT id FROM core_outboxentry WHERE shard = %s AND id > %s ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING id, event_id, happened_at, handler
"""


def _take(shard: int, floor: int, limit: int) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [shard, floor, limit])
        return sorted(Entry(*row) for row in cursor.fetchall())


def _deliver(entries: list[Entry], refuse: str = "") -> None:
    if not entries:
        return
    owed: dict[Handler, list[Event]] = defaultdict(list)
    failures: list[Failure] = []
    rows = _records(entries)
    for entry in entries:
        if row := rows.get(entry.event_id):
            _deal(entry, row, owed, failures, refuse)
    for handler, events in owed.items():
        failures += failures_of(handler, events)
    park(failures)


def _deal(
    entry: Entry, row: dict, owed: dict[Handler, list[Event]], failures: list[Failure], refuse: str
) -> None:
    """Put the event on the list of each handler that is owed it."""
    if entry.handler:
        handlers = [handler for handler in [handler_named(entry.handler)] if handler]
    else:
        handlers = list(handlers_of(row["name"]))
    try:
        event = restored(row)
    except Exception as error:
        refuse = unreadable(error)
    for handler in handlers:
        if refuse:
            failures.append(Failure.of_row(row, handler, refuse))
        else:
            owed[handler].append(event)


def _records(entries: list[Entry]) -> dict[int, dict]:
    """Their rows; the bounds let the database open only the months it needs."""
    times = [entry.happened_at for entry in entries]
    rows = EventRecord.objects.filter(
        pk__in=[entry.event_id for entry in entries], happened_at__range=(min(times), max(times))
    ).values()
    return {row["id"]: row for row in rows}
