"""How apps hear of each other without importing each other, and how the store remembers.

A service publishes what happened, inside its own transaction. The record is audit log, customer
timeline and trigger at once. Once it commits, the relay (core.relay) calls each subscribed handler.

    @dataclass(frozen=True, kw_only=True)
    class NoteAdded(Event):
        name = "customers.note_added"
        subject = "note_id"          # the record it is about: kind "customers.note"
        note_id: int
        customer_id: int             # puts it on this customer's timeline

    publish(NoteAdded(store_id=…, note_id=…, customer_id=…, subject_label=str(note)), by=by)

Fields are ids and plain values (also dates, decimals, uuids), never names or addresses of people,
and never secrets.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints
from uuid import UUID

from core import event_log
from core.actors import Actor
from core.changes import is_secret

_classes: dict[str, type["Event"]] = {}
_handlers: dict[str, "Handler"] = {}
_AT_ONCE = 5_000  # events per statement


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event. What a subclass adds is its payload."""

    name: ClassVar[str] = ""
    subject: ClassVar[str] = ""  # the field that holds the id of the record this is about
    subject_kind: ClassVar[str] = ""  # by default the app of the name and `subject` without "_id"

    store_id: int
    subject_label: str = ""  # the record as a person would call it, for the activity log
    happened_at: datetime | None = None  # now, unless it is news from elsewhere
    event_id: int | None = None  # these two are filled in for handlers
    actor: Actor | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.name:
            return
        known = _classes.get(cls.name)
        if known and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"Two events are called {cls.name}")
        named = [field for base in cls.__mro__ for field in vars(base).get("__annotations__", {})]
        if secrets := [field for field in named if is_secret(field)]:
            raise TypeError(f"{cls.__name__} would write secrets into the event log: {secrets}")
        if cls.subject and not cls.subject_kind:
            cls.subject_kind = f"{cls.name.split('.')[0]}.{cls.subject.removesuffix('_id')}"
        _classes[cls.name] = cls

    def payload(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in _OWN_COLUMNS}


_OWN_COLUMNS = frozenset(field.name for field in fields(Event))


@dataclass(frozen=True)
class Handler:
    """A function that is called with a list of events, inside the relay's transaction."""

    name: str
    call: Callable[[list[Any]], object]
    classes: tuple[type[Event], ...]


HandlerFunction = TypeVar("HandlerFunction", bound=Callable[[list[Any]], object])


def handles(*event_classes: type[Event]) -> Callable[[HandlerFunction], HandlerFunction]:
    """Subscribe a function of some app's handlers.py; `@handles(Event)` hears everything.

    It gets a list of one to 500 events of its classes, oldest first. It makes rows, set-based, and
    never calls the network. Its work and the removal from the outbox commit together, so in the
    database each event has its effect exactly once. Raising undoes its work: then it is called
    with each event alone, and the one that still fails is parked and tried again later.
    """

    def register(function: HandlerFunction) -> HandlerFunction:
        name = f"{function.__module__}.{function.__qualname__}"
        _handlers[name] = Handler(name, function, event_classes)
        handlers_of.cache_clear()
        return function

    return register


@cache
def handlers_of(event_name: str) -> tuple[Handler, ...]:
    event_class = _classes.get(event_name, Event)
    return tuple(handler for handler in _handlers.values() if issubclass(event_class, handler.classes))


def handler_named(name: str) -> Handler | None:
    return _handlers.get(name)


def all_handlers() -> list[Handler]:
    return sorted(_handlers.values(), key=lambda handler: handler.name)


def event_names() -> list[str]:
    return sorted(_classes)


def publish(event: Event, *, by: Actor, changes: dict[str, list] | None = None) -> None:
    """Record the event in the caller's transaction; its handlers are called once that commits.

    `changes` is what core.changes.changes() returned: {"field": [old, new]}.
    """
    event_log.append([_row(event, changes or {})], by)


def publish_many(events: Iterable[Event], *, by: Actor) -> int:
    """The same for many at once, of any events; says how many there were."""
    count = 0
    rows: list[event_log.Row] = []
    for event in events:
        rows.append(_row(event, {}))
        if len(rows) == _AT_ONCE:
            event_log.append(rows, by)
            count, rows = count + len(rows), []
    if rows:
        event_log.append(rows, by)
    return count + len(rows)


def restored(row: dict[str, Any]) -> Event:
    """The event of a record's columns, as a handler gets it. Fields it no longer has are dropped."""
    event_class = _classes[row["name"]]
    readers = _readers(event_class)
    payload = {
        name: readers[name](value) if value is not None else None
        for name, value in row["payload"].items()
        if name in readers
    }
    actor = Actor(
        kind=row["actor_kind"],
        id=row["actor_id"],
        label=row["actor_label"],
        ip=row["ip"],
        user_agent=row["user_agent"],
        request_id=row["request_id"],
    )
    return event_class(
        store_id=row["store_id"],
        subject_label=row["subject_label"],
        happened_at=row["happened_at"],
        event_id=row["id"],
        actor=actor,
        **payload,
    )


def _row(event: Event, changes: dict[str, list]) -> event_log.Row:
    return event_log.Row(
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


_READ_AS: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}


@cache
def _readers(event_class: type[Event]) -> dict[str, Callable[[Any], Any]]:
    """How each field of the payload is read back from JSON."""
    hints = get_type_hints(event_class)
    readers = {}
    for field in fields(event_class):
        kinds = [kind for kind in (hints[field.name], *get_args(hints[field.name])) if kind in _READ_AS]
        readers[field.name] = _READ_AS[kinds[0]] if kinds else _as_it_is
    return readers


def _as_it_is(value: Any) -> Any:
    return value
