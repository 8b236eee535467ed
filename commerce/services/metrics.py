"""A customer's figures from their orders: worked out anew from what is there, never counted up.

Whoever changes orders calls `refresh_customers` in the same transaction; `recompute_store` proves it
right each night. Both use the queries of commerce.queries.metrics.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commerce.queries.metrics import FROM_ORDERS
from core.models import Store
from customers.services.scores import rescore


@transaction.atomic
def refresh_customers(*, store: Store, customer_ids: Collection[int], now: datetime) -> int:
    """Bring the figures of these customers up to date with their orders, and all that follows from them."""
    ids = {key for key in customer_ids if key is not None}
    return rescore(store=store, customer_ids=ids, now=now, figures=FROM_ORDERS)


def recompute_store(*, store: Store, now: datetime) -> int:
    """All customers of a store: reads every order, writes the rows that differ and no other."""
    return rescore(store=store, now=now, figures=FROM_ORDERS)
