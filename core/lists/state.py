"""What the address of a list says: filters, search, sort, place. Anything else in it is ignored."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_filters import FilterSet

from core.keyset import Cursor, Order
from core.lists.table import Column, Table

if TYPE_CHECKING:
    from core.models import Store

SEARCH = "search"
LAST_PAGE = 200


@dataclass(frozen=True)
class Reader:
    """What a FilterSet may ask of `self.request`; a job has no request but has a store."""

    store: "Store"


@dataclass(frozen=True)
class Chip:
    """A filter as the reader sees it: `Status is Active`, or its field without a value."""

    name: str
    label: Any
    field: BoundField
    verb: str = ""
    words: str = ""
    without: str = ""  # the query that lacks it
    problems: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.problems)


class State:
    def __init__(self, table: Table, store: "Store", data: QueryDict):
        self.table, self.store, self.data = table, store, data
        self.base = table.rows(store)
        self.given = self._filterset(data)
        self.problems = {name: [str(e) for e in errors] for name, errors in self.given.form.errors.items()}
        self.filterset = self._filterset(self._sound_data()) if self.problems else self.given

    @property
    def rows(self) -> QuerySet:
        return self.filterset.qs

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters that are set, in the order of the FilterSet, so that equal states read equal."""
        return [
            (name, value)
            for name in self.filterset.filters
            if name not in self.problems
            for value in sorted(set(self.data.getlist(name)))
            if value.strip()
        ]

    @property
    def search(self) -> str:
        return self.data.get(SEARCH, "")

    @property
    def is_filtered(self) -> bool:
        return bool(self.pairs or self.problems)

    @cached_property
    def sort(self) -> str:
        asked = self.data.get("sort", "")
        return asked if asked.removeprefix("-") in self.table.sorts else self.table.default_sort

    @property
    def order(self) -> Order:
        name = self.table.sorts[self.sort.removeprefix("-")]
        return Order(self.base, (f"-{name}" if self.sort.startswith("-") else name,))

    @property
    def view(self) -> str:
        return self.data.get("view", "")[:40]

    @property
    def view_id(self) -> UUID | None:
        try:
            return UUID(self.view)
        except ValueError:
            return None

    @property
    def page(self) -> int:
        return min(whole(self.data.get("page"), 1), LAST_PAGE)

    @property
    def start(self) -> int:
        """How many rows lie before this page, as the last page's links told."""
        return whole(self.data.get("start"), 0)

    def cursor(self, name: str) -> Cursor | None:
        """What is no cursor of this list and sort shows its first page."""
        text = self.data.get(name, "")
        return self.order.read(text) if text else None

    @cached_property
    def query(self) -> str:
        """Filters and sort alone: what a saved view keeps and a bulk verb runs again."""
        return self.with_changes(view="")

    def with_changes(self, **changes: Any) -> str:
        """The query of the same list but for the changes; a new filter or sort starts at page one."""
        pairs = [pair for pair in self.pairs if pair[0] not in changes]
        sort = changes.pop("sort", self.sort)
        view = changes.pop("view", self.view)
        if sort != self.table.default_sort:
            pairs.append(("sort", sort))
        if view:
            pairs.append(("view", view))
        pairs += [(name, str(value)) for name, value in changes.items() if value is not None]
        return urlencode(pairs)

    def sort_query(self, column: Column) -> str:
        descends = self.sort == f"-{column.key}"
        if self.sort.removeprefix("-") == column.key:
            return self.with_changes(sort=column.key if descends else f"-{column.key}")
        return self.with_changes(sort=f"-{column.key}" if column.largest_first else column.key)

    @cached_property
    def chips(self) -> list[Chip]:
        return [self._chip(name) for name in self.filterset.filters if name != SEARCH]

    def _chip(self, name: str) -> Chip:
        bound = self.given.form[name]
        words = self._words(name) if any(pair[0] == name for pair in self.pairs) else ""
        # A label that ends in a preposition, `Added from`, belongs to a lookup of its own.
        verb = _("is") if self.filterset.filters[name].lookup_expr == "exact" else ""
        without = self.with_changes(**{name: None})
        problems = tuple(self.problems.get(name, ()))
        return Chip(name, bound.label, bound, verb, words, without, problems)

    def _words(self, name: str) -> str:
        value = self.filterset.form.cleaned_data[name]
        choices = getattr(self.filterset.form.fields[name], "choices", None)
        if value is True or value is False:
            return _("Yes") if value else _("No")
        if hasattr(value, "year"):
            return date_format(value, "j M Y")
        if choices is None:
            return str(value)
        labels = {str(key): str(label) for key, label in choices}
        given = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in given)

    def _filterset(self, data: QueryDict) -> FilterSet:
        return self.table.filters(data, queryset=self.base, request=Reader(self.store))

    def _sound_data(self) -> QueryDict:
        """Without what makes no sense, so that the rest of the list is shown all the same."""
        data = self.data.copy()
        for name in self.problems:
            data.pop(name, None)
        return data


def whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
