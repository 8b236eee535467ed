"""Finding customers."""

from django.db.models import Q
from django.urls import reverse

from core.models import Store
from core.shell import Hit
from customers.finders import named_by
from customers.models import CustomerQuerySet
from customers.search import MAX_TERM, condition


def searched(store: Store, customers: CustomerQuerySet, term: str) -> CustomerQuerySet:
    """By the beginning of a name, an address or a number, or by the whole of an id or an order's number.

    Ids are looked up beforehand: beside the other condition they would cost the indexes of both.
    """
    word = term.strip()[:MAX_TERM]
    named = store.externalids.filter(value=word).values_list("customer_id", flat=True)
    keys = [*named, *named_by(store, word)]
    if not keys:
        return customers.matching(term)
    called = Q(pk__in=keys)
    return customers.filter((condition(term) or called) | called)


def found_in_palette(store: Store, term: str, limit: int) -> list[Hit]:
    found = searched(store, store.customers.for_table(), term).order_by("sort_name", "pk")[:limit]
    return [
        Hit(c.name, c.email or c.phone, reverse("customers:profile", args=[c.public_id]), "user")
        for c in found
    ]
