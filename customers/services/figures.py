"""The row of figures every customer has from the first day."""

from collections.abc import Collection

from django.db import connection

from core.models import Store

_START = """
INSERT INTO customers_customermetrics (customer_id, store_id, known_since)
SELECT id, store_id, created_at FROM customers_customer WHERE store_id = %s AND id = ANY(%s) ORDER BY id
ON CONFLICT (customer_id) DO NOTHING
"""


def start_figures(*, store: Store, customer_ids: Collection[int]) -> None:
    if customer_ids:
        with connection.cursor() as cursor:
            cursor.execute(_START, [store.pk, sorted(customer_ids)])
