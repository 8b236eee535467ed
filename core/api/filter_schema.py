"""A FilterSet as query parameters."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter

# The first kind that fits wins: a subclass stands before its base.
KINDS: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.UUIDField, {"type": "string", "format": "uuid"}),
    (forms.NullBooleanField, {"type": "boolean"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.FloatField, {"type": "number"}),
    (forms.DecimalField, {"type": "number"}),
    (forms.IntegerField, {"type": "integer"}),
]


def parameter_names(filters: type[FilterSet] | None) -> Iterator[str]:
    """A range has two names: `joined_after`, `joined_before`."""
    for name, told in filters.base_filters.items() if filters else ():
        suffixes = getattr(told.field.widget, "suffixes", None)
        yield from [f"{name}_{suffix}" for suffix in suffixes] if suffixes else [name]


def filter_parameters(filters: type[FilterSet] | None) -> list[OpenApiParameter]:
    told = []
    for name, one in filters.base_filters.items() if filters else ():
        suffixes = getattr(one.field.widget, "suffixes", None)
        if suffixes:
            for suffix, part in zip(suffixes, one.field.fields, strict=True):
                told.append(_parameter(f"{name}_{suffix}", part, one))
        else:
            told.append(_parameter(name, one.field, one))
    return told


@cache
def typed_names(filters: type[FilterSet]) -> frozenset[str]:
    """Those for which an empty text is no value."""
    return frozenset(told.name for told in filter_parameters(filters) if not _is_text(told.type))


def _is_text(schema: dict[str, Any]) -> bool:
    return schema["type"] == "string" and schema.keys() <= {"type", "maxLength"}


def _parameter(name: str, field: forms.Field, one: Any) -> OpenApiParameter:
    text = str(field.help_text or one.label or "")
    return OpenApiParameter(name, _schema(field), description=text, required=field.required)


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string", "enum": _values(field)}}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return {"type": "array", "items": {"type": "string", "format": "uuid"}}
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "string", "format": "uuid"}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": _values(field)}
    for kind, schema in KINDS:
        if isinstance(field, kind):
            return schema
    longest = getattr(field, "max_length", None)
    return {"type": "string", "maxLength": longest} if longest else {"type": "string"}


def _values(field: forms.ChoiceField) -> list[str]:
    return [str(value) for value, _label in field.choices if value not in ("", None)]
