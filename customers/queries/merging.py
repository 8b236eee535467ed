"""Reads about merges: who an old id is now, what a merge would move, what was merged lately."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.models import Store
from customers import merging
from customers.models import Customer, FormerId, Merge


@dataclass(frozen=True)
class Moving:
    """One line of a preview: how many rows go over, and how many the kept one has already."""

    label: Any
    going: int
    staying: int


def current_id(store: Store, public_id: UUID) -> UUID | None:
    """Whose an id is today that belonged to somebody merged away."""
    former = FormerId.objects.filter(store=store, public_id=public_id, customer__deleted_at=None)
    return former.values_list("customer__public_id", flat=True).first()


def former_owner(store: Store, term: str) -> set[int]:
    """Finds people by an address that was theirs before a merge."""
    if "@" not in term:
        return set()
    former = FormerId.objects.filter(store=store, email=term.strip().lower())
    return set(former.values_list("customer_id", flat=True))


def moving(kept: Customer, gone: Customer) -> list[Moving]:
    counts = ((entry, entry.count(gone.pk, kept.pk)) for entry in merging.entries() if entry.label)
    return [Moving(entry.label, *count) for entry, count in counts if any(count)]


def merges_of(customer: Customer) -> QuerySet[Merge]:
    return customer.merges.filter(undone_at=None).select_related("gone").order_by("-pk")


def merges(store: Store) -> QuerySet[Merge]:
    return store.merges.select_related("kept", "gone").order_by("-merged_at", "-pk")


def moved_words(merge: Merge) -> list[tuple[Any, int]]:
    """What went over, in the words of who registered it."""
    found = ((merging.entry_of(key), count) for key, count in merge.moved.items())
    return [(entry.label, count) for entry, count in found if entry]
