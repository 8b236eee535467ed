"""Records that became part of others: an address with the old id leads to the record that has it now.

    register("customer_id", find)   # find(store, public_id) is the new public id, or None

Pages are moved for good (301); the API answers for the record as it is now.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.models import Store

Finder = Callable[[Store, UUID], UUID | None]
_finders: dict[str, Finder] = {}


def register(parameter: str, find: Finder) -> None:
    _finders[parameter] = find


def current(store: Store | None, named: dict[str, Any]) -> dict[str, Any] | None:
    """The parameters of an address with the ids of today; None when none of them is an old one."""
    if store is None:
        return None
    found = {name: _finders[name](store, value) for name, value in named.items() if name in _finders}
    today = {name: value for name, value in found.items() if value}
    return {**named, **today} if today else None


class FormerIds:
    """Where nothing is found, look whether the id is an old one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None:
            return response
        today = current(getattr(request, "store", None), match.kwargs)
        return self._moved(request, match, today) if today else response

    def _moved(self, request: HttpRequest, match: Any, today: dict[str, Any]) -> HttpResponse:
        moved = HttpResponse(status=301 if request.method in ("GET", "HEAD") else 308)
        moved["Location"] = reverse(match.view_name, kwargs=today)
        if query := request.META.get("QUERY_STRING"):
            moved["Location"] += f"?{query}"
        if request.htmx:  # a page that was open meanwhile: let it show who it is about
            page = request.htmx.current_url_abs_path or "/"
            for name, value in today.items():
                page = page.replace(str(match.kwargs[name]), str(value))
            moved["Location"] = page
        return moved
