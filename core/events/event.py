"""What an event is: a class per name, found again by that name."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, get_args, get_type_hints
from uuid import UUID

from core.actors import Actor
from core.events.changes import is_secret

_classes: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event. What a subclass adds is its payload."""

    name: ClassVar[str] = ""
    subject: ClassVar[str] = ""  # the field that holds the id of the record this is about
    subject_kind: ClassVar[str] = ""  # by default the app of the name and `subject` without "_id"
    on_timeline: ClassVar[bool] = True  # of its customer; the activity log has it either way

    store_id: int
    subject_label: str = ""  # the record as a person would call it, for the activity log
    happened_at: datetime | None = None  # now, unless it is news from elsewhere
    public_id: UUID | None = None  # given with a time, a second event of both is not appended
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


def event_names() -> list[str]:
    return sorted(_classes)


def names_on_timelines() -> list[str]:
    return sorted(name for name, event in _classes.items() if event.on_timeline and _has_customer(event))


def _has_customer(event: type[Event]) -> bool:
    return any("customer_id" in vars(base).get("__annotations__", {}) for base in event.__mro__)


def class_named(name: str) -> type[Event] | None:
    return _classes.get(name)


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
        public_id=row["public_id"],
        event_id=row["id"],
        actor=actor,
        **payload,
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
