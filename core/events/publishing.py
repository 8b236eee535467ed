"""How an event gets into the log: in the transaction of the verb it tells of."""

from collections.abc import Iterable

from core.actors import Actor
from core.events import log
from core.events.event import Event
from core.events.handling import handlers_of

AT_ONCE = 5_000  # events per statement


def publish(event: Event, *, by: Actor, changes: dict[str, list] | None = None) -> None:
    """Record the event in the caller's transaction; its handlers are called once that commits.

    `changes` is what core.events.changes.changes() returned: {"field": [old, new]}.
    """
    log.append([_row(event, changes or {})], by)


def publish_many(events: Iterable[Event], *, by: Actor) -> int:
    """The same for many at once, of any events; says how many there were."""
    count = 0
    rows: list[log.Row] = []
    for event in events:
        rows.append(_row(event, {}))
        if len(rows) == AT_ONCE:
            log.append(rows, by)
            count, rows = count + len(rows), []
    if rows:
        log.append(rows, by)
    return count + len(rows)


def _row(event: Event, changes: dict[str, list]) -> log.Row:
    return log.Row(
        store_id=event.store_id,
        customer_id=getattr(event, "customer_id", None),
        name=event.name,
        subject_kind=event.subject_kind,
        subject_id=getattr(event, event.subject) if event.subject else None,
        subject_label=event.subject_label,
        payload=event.payload(),
        changes=changes,
        happened_at=event.happened_at,
        is_heard=bool(handlers_of(event.name)),
    )
