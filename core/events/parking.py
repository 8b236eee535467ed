"""What becomes of an event that a handler fails on: tried alone, parked, tried again later."""

import time
from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from django.db import connection, transaction
from django.utils import timezone

from core.events.event import Event, restored
from core.events.handling import Handler, handler_named
from core.exceptions import text_of
from core.models import EventRecord, ParkedEvent

logger = structlog.get_logger(__name__)

BROKEN_AFTER = 10  # failures in a row at the head of a list: then the handler is broken, not the events
TOGETHER_UNTIL = 3  # tries after which a parked event is only tried by itself
TRIES = 15  # over about a day and a half; then only a person tries again
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
AT_ONCE = 200


class Failure(NamedTuple):
    store_id: int
    event_id: int
    happened_at: datetime
    name: str
    handler: str
    error: str

    @classmethod
    def of(cls, event: Event, handler: Handler, error: str) -> "Failure":
        return cls(event.store_id, event.event_id, event.happened_at, event.name, handler.name, error)

    @classmethod
    def of_row(cls, row: dict, handler: Handler, error: str) -> "Failure":
        return cls(row["store_id"], row["id"], row["happened_at"], row["name"], handler.name, error)


def failures_of(handler: Handler, events: list[Event]) -> list[Failure]:
    """Call the handler with all of them; if it fails, with each alone."""
    error = _error_of(handler, events)
    if not error:
        return []
    if len(events) == 1:
        return [Failure.of(events[0], handler, error)]
    return _failures_alone(handler, events)


def _failures_alone(handler: Handler, events: list[Event]) -> list[Failure]:
    """A handler that fails on all of the first ten is not asked about the rest."""
    failures: list[Failure] = []
    for position, event in enumerate(events):
        if position == BROKEN_AFTER == len(failures):
            rest = "Not tried after ten failures in a row.\n" + failures[-1].error
            return failures + [Failure.of(event, handler, rest) for event in events[position:]]
        if error := _error_of(handler, [event]):
            failures.append(Failure.of(event, handler, error))
    return failures


def _error_of(handler: Handler, events: list[Event]) -> str:
    """What went wrong, if anything; then nothing of the handler's work is left."""
    try:
        with transaction.atomic():
            handler.call(events)
            connection.check_constraints()  # deferred ones would fail at the commit, of all handlers
    except Exception as error:
        logger.warning(
            "event_handler_failed", handler=handler.name, events=len(events), error=type(error).__name__
        )
        return text_of(error)
    return ""


def park(failures: list[Failure]) -> None:
    now = timezone.now()
    ParkedEvent.objects.bulk_create(
        [ParkedEvent(**failure._asdict(), next_try_at=next_try(now, 1)) for failure in failures],
        update_conflicts=True,
        unique_fields=["event_id", "handler"],
        update_fields=["error", "next_try_at"],
    )


def next_try(now: datetime, attempts: int) -> datetime | None:
    if attempts >= TRIES:
        return None
    return now + min(FIRST_WAIT * 2**attempts, LONGEST_WAIT)


def retry_parked(deadline: float) -> None:
    while time.monotonic() < deadline and (claimed := _claim(timezone.now())):
        by_handler: dict[str, list[ParkedEvent]] = defaultdict(list)
        for parked in claimed:
            by_handler[parked.handler].append(parked)
        for name, rows in by_handler.items():
            _retry([row.pk for row in rows if row.attempts <= TOGETHER_UNTIL], handler_named(name))
            for row in rows:
                if row.attempts > TOGETHER_UNTIL:
                    _retry([row.pk], handler_named(name))


@transaction.atomic
def _claim(now: datetime) -> list[ParkedEvent]:
    """Counted before it is tried, so that an event which kills its worker runs out of tries too."""
    claimed = list(ParkedEvent.objects.due(now).select_for_update(skip_locked=True)[:AT_ONCE])
    for parked in claimed:
        parked.attempts += 1
        parked.next_try_at = next_try(now, parked.attempts)
    ParkedEvent.objects.bulk_update(claimed, ["attempts", "next_try_at"])
    return claimed


@transaction.atomic
def _retry(ids: list[int], handler: Handler | None) -> None:
    rows = ParkedEvent.objects.filter(pk__in=ids).select_for_update(skip_locked=True)
    parked = {row.event_id: row for row in rows}
    if not parked:  # discarded meanwhile
        return
    failures = _failures_of_retry(parked, handler)
    for failure in failures:
        ParkedEvent.objects.filter(pk=parked.pop(failure.event_id).pk).update(error=failure.error)
    ParkedEvent.objects.filter(pk__in=[row.pk for row in parked.values()]).delete()


def _failures_of_retry(parked: dict[int, ParkedEvent], handler: Handler | None) -> list[Failure]:
    if handler is None:
        gone = "No handler of this name is left."
        return [
            Failure(r.store_id, r.event_id, r.happened_at, r.name, r.handler, gone) for r in parked.values()
        ]
    times = [row.happened_at for row in parked.values()]
    records = EventRecord.objects.filter(pk__in=parked, happened_at__range=(min(times), max(times)))
    failures, events = [], []
    for row in records.order_by("pk").values():
        try:
            events.append(restored(row))
        except Exception as error:
            failures.append(Failure.of_row(row, handler, unreadable(error)))
    return failures + (failures_of(handler, events) if events else [])


def unreadable(error: Exception) -> str:
    """It was written by another version of the code."""
    return f"The event cannot be read: {error!r}"
