"""What another system delivers: up to 1,000 records at once, each with a fate of its own.

A verb that takes deliveries in is `verb(*, store, items, by, now)`: it reads `item.values`, writes all of
them with a few statements and tells each item what came of it. Programs call it through core.api.intake.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from core.exceptions import DomainError
from core.models import Store

MOST_ITEMS = 1_000
LOCK_SPACE = 7301  # of pg_advisory_xact_lock; the other half of the key is the store


class Fate(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    STALE = "stale"  # newer news is known already
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class Item:
    index: int
    values: dict[str, Any] = field(default_factory=dict)
    outcome: Fate | None = None
    id: UUID | None = None  # the record's public id
    external_id: str | None = None
    errors: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    ignored_fields: list[str] = field(default_factory=list)
    refusal: DomainError | None = None

    def came_to(self, outcome: Fate, record_id: UUID | None) -> None:
        self.outcome, self.id = outcome, record_id

    def remark(self, where: str, message: str, code: str = "invalid") -> None:
        """Something about a field that was not taken, though the rest of the item was."""
        self.errors.setdefault(where, []).append({"message": str(message), "code": code})

    def fail(self, where: str, message: str, code: str = "invalid") -> None:
        """`where` is a path such as "lines.3.price"."""
        self.outcome = Fate.FAILED
        self.remark(where, message, code)

    def refuse(self, refusal: DomainError, where: str = "non_field_errors") -> None:
        """It is well formed, and a rule of the house or what is known already forbids it."""
        self.refusal = refusal
        self.fail(where, str(refusal), refusal.code)

    def forget(self) -> None:
        """As it was before a verb had it: its transaction was rolled back."""
        self.outcome = self.id = self.refusal = None
        self.errors.clear()

    @property
    def has_failed(self) -> bool:
        return self.outcome is Fate.FAILED


Verb = Callable[..., Any]


def lock_intake(store: Store) -> None:
    """Until the transaction ends nobody else takes in what a shop's systems tell of this store.

    Two overlapping deliveries then wait for each other and never meet in a deadlock. Taken again by the
    same transaction it costs nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, store.pk % 2**31])


def in_rounds(items: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterator[list[Item]]:
    """Split so that no round has a key twice, and each key's items keep their order."""
    rounds: list[list[Item]] = []
    seen: dict[Hashable, int] = {}
    for item in items:
        turn = seen.get(key(item), 0)
        seen[key(item)] = turn + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(item)
    yield from rounds


def as_version(moment: datetime) -> str:
    """A moment as text that sorts as the moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def counted(items: Sequence[Item]) -> dict[str, int]:
    return {str(fate): sum(item.outcome is fate for item in items) for fate in Fate}
