"""Reads about merges: who an old id is now, what a merge would move, what was merged lately."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.models import Store
from customers import merging
from customers.merging.choices import CHOICES
from customers.models import Customer, DuplicatePair, FormerId, Merge

AT_ONCE = 30  # on a page


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


def open_pairs(store: Store) -> QuerySet[DuplicatePair]:
    """Whom somebody has to decide about, with their figures; the sure ones first."""
    live = {"first__deleted_at": None, "second__deleted_at": None}
    pairs = store.duplicatepairs.filter(dismissed_at=None, **live)
    people = ("first__metrics", "first__store", "second__metrics", "second__store")
    return pairs.select_related(*people).order_by("-is_sure", "-pk")


def pairs_of(customer: Customer) -> QuerySet[DuplicatePair]:
    return open_pairs(customer.store).filter(Q(first=customer) | Q(second=customer))


@dataclass(frozen=True)
class Detail:
    """One detail of two customers; `same` when there is nothing to choose."""

    name: str
    label: Any
    one: Any
    other: Any
    same: bool
    chosen: str = ""  # "one" or "other", unless somebody chooses


def side_by_side(one: Customer, other: Customer, *, keeps: str) -> list[Detail]:
    """All details that either has, and which of the two values is usually taken."""
    found = []
    for name in CHOICES:
        field = Customer._meta.get_field(name)
        values = {"one": getattr(one, field.attname), "other": getattr(other, field.attname)}
        if any(values.values()):
            chosen = keeps if values[keeps] else "other" if keeps == "one" else "one"
            same = values["one"] == values["other"]
            label = getattr(field, "verbose_name", name)
            found.append(Detail(name, label, _shown(one, name), _shown(other, name), same, chosen))
    return found


def _shown(customer: Customer, name: str) -> Any:
    if name == "language":
        return LANG_INFO.get(customer.language, {}).get("name_local", customer.language)
    if name == "socials":
        return ", ".join(str(value) for value in customer.socials.values())
    if name == "photo":
        return _("A photo") if customer.photo_id else ""
    worded = getattr(customer, f"get_{name}_display", None)
    return worded() if worded else getattr(customer, name) or ""


def page_of(rows: QuerySet, number: str | None) -> Page:
    return Paginator(rows, AT_ONCE).get_page(number)
