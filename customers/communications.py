"""What passed between the store and a customer: each app says which events tell of it, and how they read.

    register(Told(event=MessageSent, read=messages))

The event gives it its place and time, and the row behind it the rest: so a list of all channels together
is one walk through one index.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from core.events import Event
from core.models import EventRecord, Store
from customers.models import Customer


@dataclass(frozen=True, kw_only=True)
class Communication:
    """One of them, as page and API show it."""

    public_id: UUID
    happened_at: datetime
    channel: str
    channel_label: Any
    direction: str
    title: str
    by_kind: str
    by_id: int | None
    by: str
    icon: str
    subject: str = ""
    text: str = ""
    outcome: str = ""
    minutes: int | None = None
    state: str = ""
    state_label: Any = ""
    tone: str = ""
    is_due_now: bool = False  # its state will be another in a moment
    url: str = ""  # opens in the drawer
    links: dict[str, str] = field(default_factory=dict)  # what its writer may do with it: edit, delete


@dataclass(frozen=True, kw_only=True)
class Told:
    """`read` gives what stands behind these events, by the event's public id; what is gone is left out.

    `among` narrows a customer's events of this kind to those that still stand for something.
    """

    event: type[Event]
    read: Callable[[Store, list[EventRecord]], dict[UUID, Communication]]
    among: Callable[[Customer], Q] = lambda customer: Q()


_told: dict[str, Told] = {}


def register(*all_told: Told) -> None:
    _told.update({told.event.name: told for told in all_told})


def records_of(customer: Customer):
    """The events that stand for a customer's communications, unsorted."""
    wanted = Q(pk__in=[])
    for name, told in _told.items():
        wanted |= Q(name=name) & told.among(customer)
    return customer.store.events.filter(Q(name__in=list(_told)) & wanted, customer_id=customer.pk)


def worded(store: Store, records: Iterable[EventRecord]) -> list[Communication]:
    records = list(records)
    found: dict[UUID, Communication] = {}
    for name in {record.name for record in records} & _told.keys():
        found |= _told[name].read(store, [record for record in records if record.name == name])
    return [found[record.public_id] for record in records if record.public_id in found]
