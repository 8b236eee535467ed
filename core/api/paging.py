"""Two ways through a list: numbered pages with a count, or a cursor of any depth."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request

from core import keyset
from core.api.queries import invalid, whole_number
from core.counting import capped_count

DEFAULT_SIZE = 50
LARGEST_SIZE = 200
LAST_PAGE = 100_000
PARAMETERS = ("page", "page_size", "cursor")


@dataclass(frozen=True)
class Page:
    rows: list
    next: str | None
    previous: str | None
    count: int | None = None
    count_is_exact: bool | None = None


def page_of(request: Request, rows: QuerySet, order: keyset.Order) -> Page:
    size = whole_number(request.GET, "page_size", default=DEFAULT_SIZE, highest=LARGEST_SIZE)
    if "cursor" in request.GET:
        return _page_by_cursor(request, rows, order, size)
    return _page_by_number(request, rows, order, size)


def _page_by_number(request: Request, rows: QuerySet, order: keyset.Order, size: int) -> Page:
    number = whole_number(request.GET, "page", default=1, highest=LAST_PAGE)
    count = capped_count(rows)
    found = keyset.by_number(rows, order, size, number, count=count)
    return Page(
        rows=found.rows,
        next=_address(request, page=number + 1) if found.has_next and number < LAST_PAGE else None,
        previous=_address(request, page=number - 1) if found.has_previous else None,
        count=count.number,
        count_is_exact=count.is_exact,
    )


def _page_by_cursor(request: Request, rows: QuerySet, order: keyset.Order, size: int) -> Page:
    text = request.GET["cursor"]
    after = order.read(text) if text else None
    if text and after is None:
        raise invalid("cursor", "This is no cursor of this list in this ordering.")
    found = keyset.by_cursor(rows, order, size, after=after)
    return Page(
        rows=found.rows,
        next=_address(request, cursor=order.cursor_of(found.rows[-1])) if found.has_next else None,
        previous=None,
    )


def _address(request: Request, **changes: Any) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
