"""Where customers live: kept on their own rows, so that a million are filtered by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from core.models import Store

# Whoever has addresses has a main one; should it be gone by another road, the newest takes its place.
_CHOOSE = """
UPDATE customers_address SET is_main = true WHERE id IN (
  SELECT max(id) FROM customers_address
  WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s) AND deleted_at IS NULL
  GROUP BY customer_id HAVING NOT bool_or(is_main)
)
"""
_KEEP = """
UPDATE customers_customer SET city = lives.city, region = lives.region, country = lives.country,
  updated_at = %(now)s
FROM (
  SELECT known.id, coalesce(main.city, '') AS city, coalesce(main.region, '') AS region,
    coalesce(main.country, '') AS country
  FROM customers_customer known LEFT JOIN customers_address main
    ON main.customer_id = known.id AND main.is_main AND main.deleted_at IS NULL
  WHERE known.store_id = %(store)s AND known.id = ANY(%(ids)s)
) lives
WHERE customers_customer.id = lives.id
  AND (customers_customer.city, customers_customer.region, customers_customer.country)
    IS DISTINCT FROM (lives.city, lives.region, lives.country)
"""


@transaction.atomic
def keep_locations(store: Store, customer_ids: Iterable[int], now: datetime) -> None:
    """The caller holds the customers' rows."""
    given: dict[str, Any] = {"store": store.pk, "ids": sorted(customer_ids), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_CHOOSE, given)
        cursor.execute(_KEEP, given)
