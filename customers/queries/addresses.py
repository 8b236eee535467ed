"""The addresses of a customer, and those they could have."""

from django.db.models import QuerySet

from customers import suggestions
from customers.envelopes import in_one_line
from customers.models import Address, Customer, household_of
from customers.suggestions import Suggestion

SUGGESTED = 2


def addresses_of(customer: Customer) -> QuerySet[Address]:
    """The main one first, then the newest."""
    return customer.addresses.order_by("-is_main", "-pk")


def suggested_addresses(customer: Customer) -> list[Suggestion]:
    """Those not kept yet, however they are spelt."""
    kept = {_print(address.parts) for address in customer.addresses.all()}
    new: dict[str, Suggestion] = {}
    for found in suggestions.addresses.of(customer):
        new.setdefault(_print(found.values), found)
    return [found for known_as, found in new.items() if known_as not in kept][:SUGGESTED]


def _print(parts: dict[str, str]) -> str:
    where = (parts.get(name, "") for name in ("line_1", "line_2", "postcode", "country"))
    return household_of(*where) or in_one_line(parts).lower()
