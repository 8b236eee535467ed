"""A list page in one description: its columns, filters, verbs and words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, Protocol

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django_filters import FilterSet

from core.actors import Actor
from core.outcomes import Outcome

if TYPE_CHECKING:
    from core.models import Store


@dataclass(frozen=True, kw_only=True)
class Column:
    key: str
    label: Any
    # A path of attributes, whose last may be a method; the key when empty. Or a function of the row.
    value: str | Callable[[Any], Any] = ""
    kind: Literal["text", "number", "when", "day"] = "text"
    template: str = ""  # shows the cell instead; its context is `row`, `cell` and the page's
    sort: str = ""  # the model field or annotation to sort by
    largest_first: bool = False  # at the first click
    hidden: bool = False  # until the reader chooses it
    fixed: bool = False  # cannot be taken away
    on_phone: Literal["title", "sub", "end", "figure", ""] = ""
    exports: Any = None  # the field or expression an export writes; the key when None, "" for nothing
    prefetch: tuple[Any, ...] = ()  # read with the rows of the page while this column is shown

    @property
    def exported(self) -> Any:
        return self.key if self.exports is None else self.exports

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        value = attrgetter(self.value or self.key)(row)
        return value() if callable(value) else value


class Verb(Protocol):
    def __call__(self, rows: list, *, by: Actor, now: datetime, **values: Any) -> Outcome: ...


class VerbForm(forms.Form):
    """What a bulk verb must know beside the rows: its clean values are given to `apply` and to `undo`.

    They are kept with the job, so let them be text and numbers.
    """

    def __init__(self, data=None, *, store: "Store"):
        super().__init__(data)
        self.store = store


@dataclass(frozen=True, kw_only=True)
class BulkVerb:
    """A verb for the selected rows: at once for few, a job for many. `undo` takes it back."""

    key: str
    label: Any
    icon: str
    permission: str
    apply: Verb
    done: Callable[[int], str]  # "3 customers suspended"
    asks: Callable[[int], str]  # the question before many rows: "Suspend 12,431 customers?"
    explains: Any = ""  # the consequence, under the question
    undo: Verb | None = None
    form: type[VerbForm] | None = None  # asked for any number of rows
    dangerous: bool = False  # asks for one row too


@dataclass(frozen=True, kw_only=True)
class RowAction:
    """A short way to do something with one row, beside it; an empty address is none for this row."""

    label: Callable[[Any], Any]  # with the row's name in it: "Write to Ana Lima"
    icon: str
    permission: str
    url: Callable[[Any], str]
    drawer: bool = False


@dataclass(frozen=True, kw_only=True)
class Empty:
    """What a list that has never held anything says, and its one button."""

    title: Any
    text: Any
    icon: str = ""
    action: Any = ""
    url_name: str = ""
    permission: str = ""
    drawer: bool = False
    only_here: bool = False  # no such button above a list that holds something


@dataclass(frozen=True, kw_only=True)
class Table:
    key: str
    label: Any
    noun: Callable[[int], str]  # lambda n: ngettext("customer", "customers", n)
    permission: str
    url_name: str
    rows: Callable[["Store"], QuerySet]
    filters: type[FilterSet]
    columns: tuple[Column, ...]
    default_sort: str
    empty: Empty
    row_url: Callable[[Any], str] | None = None
    row_opens_drawer: bool = False
    every_row: Callable[["Store"], QuerySet] | None = None  # with the deleted ones, which undo needs
    search_hint: Any = ""
    row_actions: tuple[RowAction, ...] = ()
    bulk: tuple[BulkVerb, ...] = ()
    export_permission: str = ""
    page_size: int = 50
    # Columns that only some stores have, as for fields they made themselves.
    more_columns: Callable[["Store"], tuple[Column, ...]] | None = None

    def __post_init__(self) -> None:
        if self.default_sort.lstrip("-") not in self.sorts:
            raise ValueError(f"{self.key}: the default sort {self.default_sort} is not a sortable column")

    def of(self, store: "Store") -> "Table":
        """With the columns of this store's own."""
        more = self.more_columns(store) if self.more_columns else ()
        return replace(self, columns=(*self.columns, *more), more_columns=None) if more else self

    @cached_property
    def sorts(self) -> dict[str, str]:
        return {column.key: column.sort for column in self.columns if column.sort}

    @cached_property
    def address(self) -> str:
        return reverse(self.url_name)

    def route(self, name: str, *args: Any) -> str:
        namespace = self.url_name.rpartition(":")[0]
        return reverse(f"{namespace}:{self.key}-{name}" if namespace else f"{self.key}-{name}", args=args)

    @property
    def searchable(self) -> bool:
        return "search" in self.filters.base_filters

    def verb(self, key: str) -> BulkVerb:
        return next(verb for verb in self.bulk if verb.key == key)

    def all_rows(self, store: "Store") -> QuerySet:
        return (self.every_row or self.rows)(store)
