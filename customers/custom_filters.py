"""Filters of the customer list for a store's own fields: `custom.<key>`, with bounds where there are any."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, DateFilter, Filter, MultipleChoiceFilter, TypedChoiceFilter

from core.filters import AmountFilter, within_amounts
from core.models import Store
from core.widgets import DateInput
from customers.custom import condition, fields_of
from customers.models import CustomField, FieldKind

PREFIX = "custom."


class YesNoFilter(TypedChoiceFilter):
    """True or false and nothing else: Django's own takes every other word for neither."""

    def __init__(self, *args, **kwargs):
        choices = [("", gettext_lazy("Any")), ("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))]
        given = {"coerce": lambda word: word == "true", "choices": choices, "widget": RadioSelect}
        super().__init__(*args, **given, **kwargs)


def own_filters(store: Store) -> dict[str, Filter]:
    return {name: made for one in fields_of(store) for name, made in _filters_of(one)}


def own_names(store: Store) -> set[str]:
    return set(own_filters(store))


def _filters_of(one: CustomField) -> Iterator[tuple[str, Filter]]:
    name = f"{PREFIX}{one.key}"
    match one.kind:
        case FieldKind.TEXT:
            yield (
                name,
                CharFilter(
                    label=_("%(field)s begins with") % {"field": one.label},
                    lookup_expr="startswith",
                    max_length=100,
                    method=partial(_having, one, "begins"),
                ),
            )
        case FieldKind.CHOICE | FieldKind.CHOICES:
            yield (
                name,
                MultipleChoiceFilter(
                    label=one.label,
                    choices=[(choice, choice) for choice in one.choices],
                    distinct=False,
                    widget=CheckboxSelectMultiple,
                    method=partial(_having, one, "any"),
                ),
            )
        case FieldKind.YES_NO:
            yield name, YesNoFilter(label=one.label, method=partial(_having, one, "is"))
        case FieldKind.DATE:
            yield from _bounds(one, name, {"from": "from", "until": "until"}, DateFilter, widget=DateInput())
        case _:
            yield from _bounds(one, name, {"from": "from", "to": "to"}, AmountFilter)


def _bounds(
    one: CustomField, name: str, bounds: dict[str, str], kind: type[Filter], **options: Any
) -> Iterator[tuple[str, Filter]]:
    words = {"from": _("%(field)s from"), "to": _("%(field)s to"), "until": _("%(field)s until")}
    for bound, lookup in bounds.items():
        label = words[bound] % {"field": one.label}
        yield f"{name}_{bound}", kind(label=label, method=partial(_having, one, lookup), **options)


def _having(one: CustomField, lookup: str, customers: Any, name: str, value: Any) -> Any:
    if value in (None, "", []):
        return customers
    if one.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        value = within_amounts(value)
    return customers.filter(condition(one, lookup, value))
