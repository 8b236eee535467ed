"""A list endpoint in one declaration: what it shows, filters, searches and sorts by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import paging, queries
from core.api.fields import asked_fields, thinned
from core.api.filter_schema import parameter_names, typed_names
from core.keyset import Order
from core.models import Store


@dataclass(frozen=True, kw_only=True)
class Listing:
    serializer: type[serializers.Serializer]
    filters: type[FilterSet] | None = None  # the page's own, `search` included
    ordering: dict[str, str] = field(default_factory=dict)  # public name -> model field
    default: str = "-created_at"
    own: Callable[[Store], set[str]] | None = None  # parameters that only some stores have

    def __post_init__(self) -> None:
        if self.default.lstrip("-") not in self.ordering:
            raise ValueError(f"The default ordering {self.default} is not among {list(self.ordering)}.")

    def parameters(self, store: Store | None = None) -> set[str]:
        own = self.own(store) if self.own and store else set()
        return {*parameter_names(self.filters), *paging.PARAMETERS, "ordering", "fields", *own}

    def answer(self, request: Request, rows: QuerySet) -> Response:
        wanted = asked_fields(request, self.serializer)
        page = paging.page_of(request, self.filtered(request, rows), Order(rows, self._terms(request)))
        shown = thinned(self.serializer(page.rows, many=True, context={"store": request.store}), wanted)
        body = {
            "results": shown.data,
            "next": page.next,
            "previous": page.previous,
            "count": page.count,
            "count_is_exact": page.count_is_exact,
        }
        return Response(body, headers=_links(page))

    def filtered(self, request: Request, rows: QuerySet) -> QuerySet:
        if self.filters is None:
            return rows
        for name in typed_names(self.filters) & request.GET.keys():
            if "" in request.GET.getlist(name):
                raise queries.invalid(name, "Give a value, or leave the parameter out.", "empty")
        filters = self.filters(request.GET, queryset=rows, request=request)
        if not filters.is_valid():
            raise ValidationError(form_errors(filters.errors.as_data()))
        return filters.qs

    def _terms(self, request: Request) -> tuple[str, ...]:
        known = [sign + name for name in self.ordering for sign in ("", "-")]
        asked = queries.names(request.GET, "ordering", known=known) or [self.default]
        terms = [("-" if name.startswith("-") else "") + self.ordering[name.lstrip("-")] for name in asked]
        return tuple(dict.fromkeys(terms))


def form_errors(errors: dict[str, list[Any]]) -> dict[str, list[ErrorDetail]]:
    return {
        name: [ErrorDetail(text, fault.code or "invalid") for fault in faults for text in fault.messages]
        for name, faults in errors.items()
    }


def _links(page: paging.Page) -> dict[str, str]:
    links = [f'<{url}>; rel="{rel}"' for rel, url in (("next", page.next), ("prev", page.previous)) if url]
    return {"Link": ", ".join(links)} if links else {}
