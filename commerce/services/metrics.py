"""A customer's figures from their orders: worked out anew from what is there, never counted up.

One query is the source for one customer and for a million. Whoever changes orders calls
`refresh_customers` in the same transaction; `recompute_store` proves it right each night.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from commerce.queries.metrics import ADD, LACKING, LOCK, OUTDATED, WRITE
from core.models import Store
from core.store_settings import Thresholds
from customers.services.scores import SORTING_MEMORY, in_batches, rescore


@transaction.atomic
def refresh_customers(*, store: Store, customer_ids: Collection[int], now: datetime) -> int:
    """Bring the figures of these customers up to date with their orders, and all that follows from them."""
    ids = {key for key in customer_ids if key is not None}
    written = sum(_refreshed(store, batch) for batch in in_batches(ids))
    rescore(store=store, customer_ids=ids, now=now)
    return written


def recompute_store(*, store: Store, now: datetime) -> int:
    """All customers of a store: reads every order, writes the rows that differ and no other."""
    written = sum(_refreshed(store, batch) for batch in in_batches(_outdated(store)))
    return written + rescore(store=store, now=now)


@transaction.atomic
def _outdated(store: Store) -> list[int]:
    """Customers whose row is missing or tells something else than their orders do."""
    with connection.cursor() as cursor:
        cursor.execute(SORTING_MEMORY)
        cursor.execute(LACKING, {"store": store.pk})
        found = [key for (key,) in cursor.fetchall()]
        cursor.execute(OUTDATED, {"store": store.pk})
        return found + [key for (key,) in cursor.fetchall()]


@transaction.atomic
def _refreshed(store: Store, customer_ids: list[int]) -> int:
    churned_after = timedelta(days=store.settings_of(Thresholds).churned_days)
    params: dict[str, Any] = {"store": store.pk, "ids": customer_ids, "churned_after": churned_after}
    with connection.cursor() as cursor:
        cursor.execute(SORTING_MEMORY)
        cursor.execute(ADD, params)
        cursor.execute(
            LOCK, params
        )  # before the orders are read, so that the last to write has read them all
        cursor.execute(WRITE, params)
        return cursor.rowcount
