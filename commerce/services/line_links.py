"""Lines that came before their product find it once it is known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from commerce.services.metrics import refresh_customers
from core.intake import lock_intake
from core.models import Store

# Through the index of lines that wait; orders are locked by key, as whoever writes them does.
_ORDERS = """
SELECT o.id, o.customer_id FROM commerce_order o WHERE o.id IN (
  SELECT line.order_id FROM commerce_orderline line
  WHERE line.store_id = %(store)s AND line.product_key = ANY(%(keys)s) AND line.product_key <> ''
    AND line.product_id IS NULL)
ORDER BY o.id FOR NO KEY UPDATE
"""
_LINK = """
UPDATE {table} line SET product_id = product.id FROM commerce_product product
WHERE product.store_id = %(store)s AND product.external_id = ANY(%(keys)s)
  AND line.store_id = %(store)s AND line.product_key = product.external_id AND line.product_key <> ''
  AND line.product_id IS NULL
"""


@transaction.atomic
def link_lines(*, store: Store, products: Iterable[str], now: datetime) -> None:
    """`products` by external id, new to the store; what was bought of them counts for their categories."""
    keys = sorted(set(products) - {""})
    if not keys:
        return
    lock_intake(store)  # so that no order on its way slips through
    values: dict[str, Any] = {"store": store.pk, "keys": keys}
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, values)
        customers = {customer for _order, customer in cursor.fetchall()}
        for table in ("commerce_orderline", "commerce_cartline"):
            cursor.execute(_LINK.format(table=table), values)
    refresh_customers(store=store, customer_ids=sorted(customers - {None}), now=now)
