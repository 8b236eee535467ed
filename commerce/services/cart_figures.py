"""What carts tell of customers: when each last filled one."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection

from core.models import Store
from customers.services.scores import rescore

# The latest wins, so carts may be told in any order and any number of times. Rows are locked by key.
_FILLED = """
WITH before AS MATERIALIZED (
  SELECT figures.customer_id, given.at FROM customers_customermetrics figures
  JOIN unnest(%s::bigint[], %s::timestamptz[]) AS given (customer_id, at) USING (customer_id)
  WHERE figures.store_id = %s AND (figures.last_carted_at IS NULL OR figures.last_carted_at < given.at)
  ORDER BY figures.customer_id FOR UPDATE OF figures
)
UPDATE customers_customermetrics figures SET last_carted_at = before.at, updated_at = %s
FROM before WHERE figures.customer_id = before.customer_id
"""


def note_carts(
    *, store: Store, filled: Iterable[tuple[int, datetime]], met: Collection[int], now: datetime
) -> None:
    """`filled` says who had something in a cart and when; `met` are all whom the carts named."""
    latest: dict[int, datetime] = {}
    for customer_id, at in filled:
        latest[customer_id] = max(at, latest.get(customer_id, at))
    if latest:
        with connection.cursor() as cursor:
            cursor.execute(_FILLED, [list(latest), list(latest.values()), store.pk, now])
    if met:
        rescore(store=store, customer_ids=met, now=now)
