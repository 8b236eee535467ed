"""How an event gets into the log: in the transaction of the verb it tells of."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice, starmap
from typing import Any
from uuid import UUID

from core.actors import Actor
from core.events import log
from core.events.event import Event
from core.events.handling import handlers_of

AT_ONCE = 5_000  # events per statement


def publish(event: Event, *, by: Actor, changes: dict[str, list] | None = None) -> None:
    """Record the event in the caller's transaction; its handlers are called once that commits.

    `changes` is what core.events.changes.changes() returned: {"field": [old, new]}.
    """
    log.append([_row(event, changes)], by)


def publish_many(events: Iterable[Event], *, by: Actor) -> int:
    """The same for many at once, of any events; says how many were appended."""
    return sum(len(log.append(rows, by)) for rows in _portions(map(_row, events)))


def publish_edits(edits: Iterable[tuple[Event, dict[str, list]]], *, by: Actor) -> int:
    """Many at once, each with what changed."""
    return sum(len(log.append(rows, by)) for rows in _portions(starmap(_row, edits)))


def publish_new(events: Iterable[Event], *, by: Actor) -> set[UUID]:
    """For deliveries that may repeat: each event has a `public_id` and the time it happened.

    An event of the same id and time that is in the log already is left out, and no handler hears of
    it again. The ids of the others are the answer.
    """
    return {new for rows in _portions(map(_row, events)) for new in log.append(rows, by)}


def publish_selected(
    event: Event, query: str, params: dict[str, Any], *, by: Actor, happened_at: datetime
) -> int:
    """The same event about each customer a query selects, for hundreds of thousands of them at once.

    The query gives `customer_id`, `subject_label` and `changes`; its parameters have names. `event` gives
    all else, its own customer counts for nothing. Its subject is the customer.
    """
    if event.subject != "customer_id":
        raise ValueError(f"{event.name} is not about a customer")
    return log.append_selected(query, params, _row(event)._replace(happened_at=happened_at), by)


def _portions(rows: Iterator[log.Row]) -> Iterator[list[log.Row]]:
    while portion := list(islice(rows, AT_ONCE)):
        yield portion


def _row(event: Event, changes: dict[str, list] | None = None) -> log.Row:
    return log.Row(
        store_id=event.store_id,
        customer_id=getattr(event, "customer_id", None),
        name=event.name,
        subject_kind=event.subject_kind,
        subject_id=getattr(event, event.subject) if event.subject else None,
        subject_label=event.subject_label,
        payload=event.payload(),
        changes=changes or {},
        happened_at=event.happened_at,
        is_heard=bool(handlers_of(event.name)),
        public_id=event.public_id,
    )
