"""How a customer pays, and how orders say they paid."""

from typing import Any

from django.db.models import QuerySet

from customers import suggestions
from customers.models import Customer, PaymentMethod
from customers.suggestions import Suggestion

SUGGESTED = 2


def payment_methods_of(customer: Customer) -> QuerySet[PaymentMethod]:
    return customer.payment_methods.order_by("-pk")


def suggested_payment_methods(customer: Customer) -> list[Suggestion]:
    """Those not kept yet."""
    kept = {_print(vars(method)) for method in customer.payment_methods.all()}
    found = suggestions.payment_methods.of(customer)
    return [each for each in found if _print(each.values) not in kept][:SUGGESTED]


def _print(values: dict[str, Any]) -> tuple[str, str]:
    return values["brand"].lower(), values["last_four"]
