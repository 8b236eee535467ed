"""Each customer has a row of figures, if only zeros."""

from collections.abc import Collection

from django.db import connection

from core.models import Store

_ALL = """
SELECT (SELECT count(*) FROM customers_customer WHERE store_id = %(store)s AND deleted_at IS NULL)
  + (SELECT count(*) FROM customers_customer WHERE store_id = %(store)s AND deleted_at IS NOT NULL)
"""
_ADD = """
INSERT INTO customers_customermetrics (customer_id, store_id, known_since)
SELECT id, store_id, created_at FROM customers_customer c WHERE store_id = %(store)s AND {scope}
  AND NOT EXISTS (SELECT 1 FROM customers_customermetrics m
    WHERE m.customer_id = c.id AND m.known_since IS NOT NULL)
ORDER BY id
ON CONFLICT (customer_id) DO UPDATE SET known_since = excluded.known_since
"""


def add_missing_rows(*, store: Store, customer_ids: Collection[int] | None = None) -> None:
    """Of these customers, or of all the store's."""
    scope = "true" if customer_ids is None else "id = ANY(%(ids)s)"
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(scope=scope), {"store": store.pk, "ids": list(customer_ids or ())})


def customers_of(store: Store) -> int:
    """How many rows there should be."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"store": store.pk})
        return cursor.fetchone()[0]
