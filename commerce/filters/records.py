"""Filters by another record, which people name as they know it and programs by its id."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django_filters import CharFilter

from core.filters import anew


class Found(str):
    """What was typed, with the record it names; on the page it reads as that record's name."""

    row: Any = None

    def __str__(self) -> str:
        return str(self.row) if self.row else str.__str__(self)


class RecordField(forms.CharField):
    def __init__(self, *args, rows: QuerySet | None = None, known_by: tuple[str, ...] = (), **kwargs):
        self.rows, self.known_by = rows, known_by
        super().__init__(*args, max_length=200, **kwargs)

    def clean(self, value):
        found = Found(super().clean(value))
        if found and self.rows is not None:
            found.row = self.rows.filter(self._named(found)).order_by("pk").first()
        return found

    def _named(self, text: str) -> Q:
        try:
            return Q(public_id=UUID(text))
        except ValueError:
            named = Q()
            for field in self.known_by:
                named |= Q(**{field: text.strip()})
            return named


class RecordFilter(CharFilter):
    """`of` names the store's own rows, `known_by` the fields a person may type instead of the id."""

    field_class = RecordField

    def __init__(self, *args, of: str, **kwargs):
        self.of = of
        super().__init__(*args, **kwargs)

    def within(self, store) -> None:
        anew(self, rows=getattr(store, self.of).all())
