"""What customers have in a store's own fields: read from what was told, and written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.models import Store
from customers.custom import fields_of, values_of_many
from customers.custom_kinds import Value, as_json, read, rows_of
from customers.models import CustomField, CustomValue
from customers.services.people import PREFIX


@dataclass
class Told:
    """By key: what was understood, and in words what was not."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: dict[str, ValidationError] = field(default_factory=dict)


def read_custom(store: Store, told: Mapping[str, Any], known: Mapping[str, Value] | None = None) -> Told:
    """What is as the customer has it already is right, even a choice that is no longer offered."""
    found = Told()
    fields = {one.key: one for one in fields_of(store)} if told else {}
    for key, raw in told.items():
        if key not in fields:
            text = _("There is no customer field with this key.")
            found.problems[key] = ValidationError(text, "unknown")
        elif raw not in (None, "", []) and (known or {}).get(key) == raw:
            found.values[key] = raw
        else:
            try:
                found.values[key] = read(fields[key], raw)
            except ValidationError as problem:
                found.problems[key] = problem
    return found


def write_custom(store: Store, given: Mapping[int, Mapping[str, Value]]) -> dict[int, dict[str, list]]:
    """By customer what changed, old and new, for the log; None empties. Whoever calls holds the customers."""
    given = {customer_id: values for customer_id, values in given.items() if values}
    if not given:
        return {}
    fields = {one.key: one for one in fields_of(store)}
    known = values_of_many(store, given)
    changed: dict[int, dict[str, list]] = {}
    stale: list[tuple[int, int]] = []
    rows: list[CustomValue] = []
    for customer_id, values in given.items():
        for key, value in values.items():
            old, one = known.get(customer_id, {}).get(key), fields[key]
            if old == value:
                continue
            told = [as_json(one, old), as_json(one, value)]
            changed.setdefault(customer_id, {})[f"{PREFIX}{key}"] = told
            stale.append((customer_id, one.pk))
            rows += _rows(store, customer_id, one, value)
    _replace(store, stale, rows)
    return changed


def _rows(store: Store, customer_id: int, one: CustomField, value: Value) -> Iterable[CustomValue]:
    return (
        CustomValue(store=store, customer_id=customer_id, field=one, **row) for row in rows_of(one, value)
    )


def _replace(store: Store, stale: list[tuple[int, int]], rows: list[CustomValue]) -> None:
    by_field: dict[int, list[int]] = {}
    for customer_id, field_id in stale:
        by_field.setdefault(field_id, []).append(customer_id)
    for field_id, customer_ids in sorted(by_field.items()):
        CustomValue.objects.filter(store=store, field=field_id, customer__in=customer_ids).delete()
    CustomValue.objects.bulk_create(rows)
