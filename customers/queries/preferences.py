"""What a customer likes, and what their purchases say they like."""

from typing import Any

from customers import suggestions
from customers.models import Customer, PreferenceKind
from customers.suggestions import Suggestion

SUGGESTED = 4


def preferences_of(customer: Customer) -> list[dict[str, Any]]:
    """By kind, in the order the product names them."""
    rows = list(customer.preferences.order_by("key", "pk"))
    return [
        {"label": label, "rows": of_kind}
        for kind, label in PreferenceKind.choices
        if (of_kind := [row for row in rows if row.kind == kind])
    ]


def suggested_preferences(customer: Customer) -> list[Suggestion]:
    known = set(customer.preferences.values_list("kind", "key"))
    return [
        found
        for found in suggestions.preferences.of(customer)
        if (found.values["kind"], found.values["value"].lower()) not in known
    ][:SUGGESTED]
