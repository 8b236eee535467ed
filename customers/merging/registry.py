from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from core.models import Store


@dataclass
class Moved:
    """What an entry did: the keys of the rows it moved, and whatever else it takes to undo it (JSON)."""

    keys: list[int] = field(default_factory=list)
    held: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.keys or self.held)


class Entry(Protocol):
    key: str  # "commerce.order.customer": kept with each merge, so it never changes
    label: str | Promise  # "Orders", as the preview says it; empty for what staff need not hear of

    late: bool  # whether rows that come to `gone` afterwards go over too

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        """How many rows would go over, and how many would stay behind."""

    def take(self, gone: int, kept: int) -> Moved:
        """Let the rows go over."""

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        """Undo it, leaving alone what has come to `kept` since."""


FollowUp = Callable[[Store, Iterable[int], datetime], Any]
_entries: dict[str, Entry] = {}
_follow_ups: list[FollowUp] = []


def register(entry: Entry) -> None:
    if entry.key in _entries:
        raise ValueError(f"{entry.key} is registered already")
    _entries[entry.key] = entry


def entries() -> list[Entry]:
    """In the order of their registration: what lies below comes first."""
    return list(_entries.values())


def entry_of(key: str) -> Entry | None:
    """None for an entry of an app that is gone."""
    return _entries.get(key)


def afterwards(function: FollowUp) -> FollowUp:
    """`function(store, customer_ids, now)` once rows went over or came back."""
    _follow_ups.append(function)
    return function


def follow_up(store: Store, customer_ids: Iterable[int], now: datetime) -> None:
    keys = sorted(set(customer_ids))
    for function in _follow_ups:
        function(store, keys, now)
