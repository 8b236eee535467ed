"""Reads of the event log: a customer's timeline, a record's history, what happened lately."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from core.models import EventRecord, Store

Place = tuple[datetime, int]  # of the last record seen: its time and key


def timeline(
    store: Store,
    customer_id: int,
    *,
    before: Place | None = None,
    names: Sequence[str] | None = None,
    limit: int = 50,
) -> list[EventRecord]:
    """A customer's events, newest first; go on with `before=place_of(last)`."""
    records = store.events.filter(customer_id=customer_id)
    if names is not None:
        records = records.filter(name__in=names)
    return _page(records, before, limit)


def history(
    store: Store,
    subject_kind: str,
    subject_id: int,
    *,
    before: Place | None = None,
    names: Sequence[str] | None = None,
    limit: int = 50,
) -> list[EventRecord]:
    """What was done to one record, newest first."""
    records = store.events.filter(subject_kind=subject_kind, subject_id=subject_id)
    if names is not None:
        records = records.filter(name__in=names)
    return _page(records, before, limit)


def recent(store: Store, *, leaving_out: Iterable[str] = (), limit: int = 8) -> list[EventRecord]:
    return _page(store.events.by_others_than_visitors().exclude(name__in=list(leaving_out)), None, limit)


def place_of(record: EventRecord) -> Place:
    return record.happened_at, record.pk


def _page(records, before: Place | None, limit: int) -> list[EventRecord]:
    if before:
        moment, key = before
        records = records.filter(Q(happened_at__lt=moment) | Q(happened_at=moment, pk__lt=key))
        records = records.filter(happened_at__lte=moment)  # lets the database skip later months
    return list(records.newest_first()[:limit])
