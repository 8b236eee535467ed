"""The one timeline of a customer: what happened, in words, by day."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.activity import Entry, timeline_entries, timeline_names
from core.events.queries import place_of, timeline
from core.models import EventRecord, Store
from customers.models import Customer

MOMENTS = 20


@dataclass(frozen=True)
class Told:
    """An entry, and the day it opens if it is the first of it."""

    entry: Entry
    day: str = ""


def timeline_of(
    customer: Customer, *, kinds: Collection[str] = (), before: EventRecord | None = None
) -> dict[str, Any]:
    """Newest first, from `before` on; who looked at them is another matter, see `activity_of`."""
    records = timeline(
        customer.store,
        customer.pk,
        before=place_of(before) if before else None,
        names=timeline_names(kinds),
        limit=MOMENTS + 1,
    )
    shown = timeline_entries(customer.store, records[:MOMENTS])
    older = records[MOMENTS - 1].public_id if len(records) > MOMENTS else None
    return {"timeline": list(_by_day(shown, before)), "older_than": older, "is_first": before is None}


def event_of(store: Store, text: str) -> EventRecord | None:
    try:
        return store.events.filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def _by_day(entries: Iterable[Entry], before: EventRecord | None) -> Iterator[Told]:
    last = _day(before) if before else None
    for entry in entries:
        day = _day(entry.record)
        yield Told(entry, "" if day == last else _heading(day))
        last = day


def _day(record: EventRecord) -> date:
    return timezone.localdate(record.happened_at)


def _heading(day: date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "l, j F" if day.year == today.year else "j F Y")
