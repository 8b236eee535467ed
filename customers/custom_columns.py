"""Columns of the customer list for a store's own fields: hidden until chosen, and in every export."""

from functools import partial
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery

from core.lists import Column
from core.models import Store
from customers.custom import fields_of, values_of
from customers.custom_kinds import COLUMNS, shown
from customers.models import Customer, CustomField, CustomValue, FieldKind

NUMBERS = (FieldKind.NUMBER, FieldKind.MONEY)


def own_columns(store: Store) -> tuple[Column, ...]:
    return tuple(_column(store, one) for one in fields_of(store))


def _column(store: Store, one: CustomField) -> Column:
    return Column(
        key=f"custom.{one.key}",
        label=one.label,
        value=partial(_shown, store, one),
        kind="number" if one.kind in NUMBERS else "text",
        template="customers/_own_cell.html",
        hidden=True,
        exports=_exported(one),
        prefetch=("custom_values",),
    )


def _shown(store: Store, one: CustomField, customer: Customer) -> str:
    currency = store.currency if one.kind == FieldKind.MONEY else ""
    return shown(one, values_of(customer, [one]).get(one.key), currency)


def _exported(one: CustomField) -> Any:
    rows = CustomValue.objects.filter(customer=OuterRef("pk"), field=one).order_by()
    if one.kind == FieldKind.CHOICES:
        together = rows.values("field").annotate(all=StringAgg("text", "; ", order_by="place"))
        return Subquery(together.values("all"))
    return Subquery(rows.values(COLUMNS[FieldKind(one.kind)])[:1])
