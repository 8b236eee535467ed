"""Custom fields of a store: which there are, what a customer has in them, and who has what.

Segments and templates read through this module: `fields_of`, `values_of`, `condition`.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from core.models import Store
from customers.custom_kinds import COLUMNS, Value, value_of
from customers.models import Customer, CustomField, CustomValue, FieldKind
from customers.models.custom import WORD
from customers.search import folded

MOST_FIELDS = 100
_KEPT = "live_custom_fields"
LOOKUPS = {
    "number": {"is": "", "from": "__gte", "to": "__lte"},
    "day": {"is": "", "from": "__gte", "until": "__lte"},
    "flag": {"is": ""},
}


def fields_of(store: Store) -> list[CustomField]:
    """Those in use, in the store's order; read once and kept on this instance, as its settings are."""
    if _KEPT not in store.__dict__:
        live = CustomField.objects.filter(store=store, archived_at=None)
        store.__dict__[_KEPT] = list(live.order_by("position", "pk"))
    return store.__dict__[_KEPT]


def forget_fields(store: Store) -> None:
    store.__dict__.pop(_KEPT, None)


def values_of(customer: Customer, fields: Iterable[CustomField] | None = None) -> dict[str, Value]:
    """{key: value} of what the customer has, typed; a prefetch of `custom_values` is used."""
    rows: dict[int, list[CustomValue]] = defaultdict(list)
    asked = fields_of(customer.store) if fields is None else list(fields)
    if not asked:
        return {}
    for row in sorted(customer.custom_values.all(), key=lambda row: row.place):
        rows[row.field_id].append(row)
    return {field.key: value_of(field, rows[field.pk]) for field in asked if rows[field.pk]}


def values_of_many(
    store: Store, customer_ids: Iterable[int], fields: Iterable[CustomField] | None = None
) -> dict[int, dict[str, Value]]:
    """The same for many customers, with one statement."""
    asked = {field.pk: field for field in (fields_of(store) if fields is None else fields)}
    rows: dict[tuple[int, int], list[CustomValue]] = defaultdict(list)
    there = CustomValue.objects.filter(store=store, customer__in=list(customer_ids), field__in=asked)
    for row in there.order_by("customer", "field", "place"):
        rows[row.customer_id, row.field_id].append(row)
    found: dict[int, dict[str, Value]] = defaultdict(dict)
    for (customer_id, field_id), kept in rows.items():
        found[customer_id][asked[field_id].key] = value_of(asked[field_id], kept)
    return found


def condition(field: CustomField, lookup: str, value: Any) -> Q:
    """Customers whose value is like this, as a condition on customers.

    Texts: `is`, `begins` and, of a list, `any`; numbers and amounts: `is`, `from`, `to`; days: `is`, `from`,
    `until`; yes or no: `is`. All: `there`, with True or False.
    """
    rows = CustomValue.objects.filter(store=field.store_id, field=field)
    if lookup == "there":
        found = Q(pk__in=rows.values("customer"))
        return found if value else ~found
    return Q(pk__in=_having(rows, field, lookup, value).values("customer"))


def _having(rows: QuerySet, field: CustomField, lookup: str, value: Any) -> QuerySet[CustomValue]:
    column = COLUMNS[FieldKind(field.kind)]
    if column != "text":
        return rows.filter(**{f"{column}{LOOKUPS[column][lookup]}": value})
    if lookup == "any":
        return rows.filter(word__in=[_word(one) for one in value], text__in=list(value))
    if lookup == "begins":
        return rows.filter(word__startswith=_word(value))
    return rows.filter(word=_word(value)) if lookup == "is" else rows.none()


def _word(text: str) -> str:
    return folded(text)[:WORD]
