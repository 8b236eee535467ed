"""One page of a list, ready for its template: rows, tabs, chips, columns, the way on."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core import keyset
from core.counting import Count, capped_count
from core.lists.state import State
from core.lists.table import BulkVerb, Column, RowAction, Table
from core.models import ListPreference, SavedView
from core.models.lists import Density

PAGES_AROUND = 2


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any


@dataclass(frozen=True)
class Action:
    label: Any
    icon: str
    url: str
    drawer: bool


@dataclass(frozen=True)
class Row:
    id: str
    object: Any
    url: str
    cells: list[Cell]
    actions: list[Action]


@dataclass(frozen=True)
class Head:
    column: Column
    url: str
    direction: str  # ascending, descending or none, as aria-sort says it


@dataclass(frozen=True)
class Tab:
    view: SavedView | None
    url: str
    is_current: bool
    is_mine: bool = False
    is_default: bool = False


class Listing:
    def __init__(self, request: HttpRequest, table: Table):
        self.principal, self.store = request.principal, request.store  # type: ignore[attr-defined]
        self.request, self.table = request, table.of(self.store)
        self.state = State(self.table, self.store, request.GET)

    # --- rows ---

    @cached_property
    def count(self) -> Count:
        return capped_count(self.state.rows)

    @cached_property
    def total(self) -> str:
        """`1,284`, or `~312k` until the exact number arrives."""
        return _short(self.count)

    @cached_property
    def slice(self) -> keyset.Slice:
        state, size = self.state, self.table.page_size
        rows = state.rows.prefetch_related(*self._needed)
        order = replace(state.order, rows=state.base.prefetch_related(*self._needed))
        if self.is_numbered:
            return keyset.by_number(rows, order, size, self.page, count=self.count)
        after, before = state.cursor("after"), state.cursor("before")
        return keyset.by_cursor(rows, order, size, after=None if before else after, before=before)

    @property
    def _needed(self) -> list[Any]:
        return list(dict.fromkeys(name for column in self.columns for name in column.prefetch))

    @property
    def is_numbered(self) -> bool:
        """Few rows have pages with numbers; many are walked from row to row, which is quick at any depth."""
        return self.count.is_exact

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(
                str(row.public_id),
                row,
                self.table.row_url(row) if self.table.row_url else "",
                [Cell(column, column.of(row)) for column in self.columns],
                [
                    Action(action.label(row), action.icon, url, action.drawer)
                    for action in self.row_actions
                    if (url := action.url(row))
                ],
            )
            for row in self.slice.rows
        ]

    @cached_property
    def row_actions(self) -> list[RowAction]:
        return [action for action in self.table.row_actions if self.principal.can(action.permission)]

    @cached_property
    def never_held_any(self) -> bool:
        return not self.rows and not self.state.is_filtered

    # --- the way on ---

    @cached_property
    def last_page(self) -> int:
        return max(1, -(-self.count.number // self.table.page_size))

    @cached_property
    def page(self) -> int:
        return max(1, min(self.state.page, self.last_page))

    @property
    def first_row(self) -> int:
        before = (self.page - 1) * self.table.page_size if self.is_numbered else self.state.start
        return before + 1 if self.slice.rows else 0

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.slice.rows) - 1 if self.slice.rows else 0

    @property
    def next_url(self) -> str:
        if not self.slice.has_next:
            return ""
        if self.is_numbered:
            return self._url(page=self.page + 1)
        return self._url(after=self.state.order.cursor_of(self.slice.rows[-1]), start=self.last_row)

    @property
    def previous_url(self) -> str:
        if not self.slice.has_previous or not self.slice.rows:
            return ""
        if self.is_numbered:
            return self._url(page=self.page - 1 if self.page > 2 else None)
        start = max(0, self.first_row - 1 - self.table.page_size)
        return self._url(before=self.state.order.cursor_of(self.slice.rows[0]), start=start or None)

    @property
    def numbers(self) -> list[tuple[int, str]]:
        """The pages worth a link: the ends, and those around this one; 0 marks a gap."""
        if not self.is_numbered or self.last_page == 1:
            return []
        near = {1, self.last_page, *range(self.page - PAGES_AROUND, self.page + PAGES_AROUND + 1)}
        shown = sorted(number for number in near if 1 <= number <= self.last_page)
        links: list[tuple[int, str]] = []
        for number in shown:
            if links and number - links[-1][0] > 1:
                links.append((0, ""))
            links.append((number, self._url(page=number if number > 1 else None)))
        return links

    # --- the head ---

    @cached_property
    def preference(self) -> ListPreference:
        known = ListPreference.objects.filter(
            store=self.store, member_id=self.member_id, list_key=self.table.key
        )
        return known.first() or ListPreference(density="", columns=None)

    @cached_property
    def columns(self) -> list[Column]:
        chosen = self.preference.columns
        if chosen is None:
            return [column for column in self.table.columns if not column.hidden]
        return [column for column in self.table.columns if column.fixed or column.key in chosen]

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.table.columns if not column.fixed]

    @property
    def density(self) -> str:
        return self.preference.density

    @property
    def densities(self) -> list[tuple[str, Any]]:
        return Density.choices

    @property
    def heads(self) -> list[Head]:
        return [Head(column, self._sort_url(column), self._direction(column)) for column in self.columns]

    def _sort_url(self, column: Column) -> str:
        return self._address(self.state.sort_query(column)) if column.sort else ""

    def _direction(self, column: Column) -> str:
        if self.state.sort.removeprefix("-") != column.key:
            return "none"
        return "descending" if self.state.sort.startswith("-") else "ascending"

    # --- views ---

    @property
    def member_id(self) -> int:
        return self.principal.pk

    @property
    def visible_views(self) -> QuerySet:
        return SavedView.objects.filter(store=self.store).of(self.table.key, self.member_id)

    @cached_property
    def views(self) -> list[SavedView]:
        return list(self.visible_views)

    @cached_property
    def view(self) -> SavedView | None:
        return next((view for view in self.views if view.public_id == self.state.view_id), None)

    @property
    def view_is_changed(self) -> bool:
        return self.view is not None and self.view.query != self.state.query

    @property
    def can_be_saved(self) -> bool:
        return self.view_is_changed or (self.view is None and bool(self.state.query))

    @property
    def tabs(self) -> list[Tab]:
        default = self.preference.default_view_id
        everything = Tab(None, self._address("view=all" if default else ""), self.view is None)
        return [everything, *(self._tab(view, default) for view in self.views)]

    def _tab(self, view: SavedView, default: int | None) -> Tab:
        query = f"{view.query}&view={view.public_id}" if view.query else f"view={view.public_id}"
        is_mine = view.member_id == self.member_id
        return Tab(view, self._address(query), view == self.view, is_mine, view.pk == default)

    @property
    def url_to_open_with(self) -> str:
        """The view this member's list opens with, when the address asks for nothing."""
        if self.request.GET or not self.preference.default_view_id:
            return ""
        return next((tab.url for tab in self.tabs if tab.is_default), "")

    # --- verbs ---

    @property
    def bulk(self) -> list[BulkVerb]:
        return [verb for verb in self.table.bulk if self.principal.can(verb.permission)]

    @property
    def can_export(self) -> bool:
        return bool(self.table.export_permission) and self.principal.can(self.table.export_permission)

    @property
    def can_start(self) -> bool:
        empty = self.table.empty
        return bool(empty.url_name) and (not empty.permission or self.principal.can(empty.permission))

    @property
    def bulk_buttons(self) -> list[tuple[BulkVerb, str]]:
        return [(verb, self.table.route(f"bulk-{verb.key}")) for verb in self.bulk]

    # --- words ---

    @property
    def rows_word(self) -> str:
        return self.table.noun(self.count.number)

    @property
    def span(self) -> str:
        """`51–100 of 1,284`."""
        first, last = (number_format(n, force_grouping=True) for n in (self.first_row, self.last_row))
        return _("%(first)s–%(last)s of %(total)s") % {"first": first, "last": last, "total": self.total}

    # --- addresses ---

    @property
    def count_url(self) -> str:
        return self._beside("count")

    @property
    def export_url(self) -> str:
        return self._beside("export")

    @property
    def columns_url(self) -> str:
        return self.table.route("columns")

    @property
    def density_url(self) -> str:
        return self.table.route("density")

    @property
    def save_view_url(self) -> str:
        return self._beside("view-new")

    @property
    def edit_view_url(self) -> str:
        return self._beside("view", self.view.public_id) if self.view else ""

    def _beside(self, name: str, *args: Any) -> str:
        url = self.table.route(name, *args)
        return f"{url}?{self.state.query}" if self.state.query else url

    @property
    def url(self) -> str:
        """This page's address, without the parameters that say nothing."""
        place = {name: self.request.GET.get(name) for name in ("after", "before", "start", "page")}
        kept = {name: value for name, value in place.items() if value and len(value) <= keyset.LONGEST}
        if self.is_numbered:
            kept = {"page": str(self.page)} if self.page > 1 else {}
        return self._url(**kept)

    @property
    def cleared_url(self) -> str:
        return self._address("view=all" if self.preference.default_view_id else "")

    def _url(self, **changes: Any) -> str:
        return self._address(self.state.with_changes(**changes))

    def _address(self, query: str) -> str:
        return f"{self.table.address}?{query}" if query else self.table.address


def _short(count: Count) -> str:
    if count.is_exact:
        return number_format(count.number, force_grouping=True)
    if count.number >= 1_000_000:
        return f"~{number_format(count.number / 1_000_000, 1)}M"
    return f"~{number_format(round(count.number / 1000))}k"
