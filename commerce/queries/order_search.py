"""How orders are found: what the term looks like decides which index answers it."""

from django.db.models import QuerySet

from commerce.models import Order
from core.models import Store

MOST = 1_000  # orders whose number begins so
MAX_TERM = 100
MOST_CUSTOMERS = 50  # of one number


def matching(orders: QuerySet[Order], store: Store, term: str) -> QuerySet[Order]:
    """By number or the shop's id, else by the customer's e-mail address or name."""
    term = term.strip()[:MAX_TERM]
    if "@" in term:
        return orders.filter(customer__in=store.customers.filter(email__startswith=term.lower()))
    if found := numbered(store, term):
        return orders.filter(pk__in=found)
    return orders.filter(customer__in=store.customers.matching(term))


def numbered(store: Store, term: str) -> list[int]:
    """Orders whose number begins so, or whose number or external id it is.

    Taken first: numbers follow time, so a walk by another sort could pass every order to find them.
    """
    if not term:
        return []
    begins = any(character.isdigit() for character in term)
    lookup = "number__startswith" if begins else "number"
    written = dict.fromkeys((term, term.upper(), f"#{term}"))
    parts = [
        store.orders.filter(**{lookup: number}).order_by("number", "pk").values_list("pk", flat=True)[:MOST]
        for number in written
    ]
    named = store.orders.filter(external_id=term).values_list("pk", flat=True)
    return list(named.union(*parts))[:MOST]


def customers_of_number(store: Store, term: str) -> list[int]:
    """Whose order has this number or external id."""
    if not any(character.isdigit() for character in term):
        return []
    orders = store.orders.exclude(customer=None).values_list("customer_id", flat=True)
    named = orders.filter(external_id=term)
    return list(orders.filter(number__in={term, term.upper(), f"#{term}"}).union(named)[:MOST_CUSTOMERS])
