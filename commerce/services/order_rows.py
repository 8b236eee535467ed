"""Orders and their parts written many at once. JSON carries the rows into one statement a table."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

Row = dict[str, Any]

_COLUMNS = {
    "external_id": "text",
    "news_at": "timestamptz",
    "news_rank": "smallint",
    "news_digest": "text",
    "number": "text",
    "customer_id": "bigint",
    "status": "text",
    "is_test": "boolean",
    "currency": "text",
    "rate": "numeric",
    "merchandise": "numeric",
    "discount": "numeric",
    "shipping": "numeric",
    "tax": "numeric",
    "total": "numeric",
    "coupon_codes": "text[]",
    "channel": "text",
    "device": "text",
    "utm_source": "text",
    "utm_medium": "text",
    "utm_campaign": "text",
    "shipping_address": "jsonb",
    "billing_address": "jsonb",
    "note": "text",
    "cart_external_id": "text",
    "visitor_key": "text",
    "placed_at": "timestamptz",
    "paid_at": "timestamptz",
    "fulfilled_at": "timestamptz",
    "shipped_at": "timestamptz",
    "delivered_at": "timestamptz",
    "cancelled_at": "timestamptz",
    "told": "smallint",
}
_NAMES = ", ".join(_COLUMNS)
_TYPED = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
_NEW = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "external_id")
# What its refunds make of the order is settled after its parts are here.
_ORDERS = f"""
INSERT INTO commerce_order AS o (store_id, created_at, refunded, {_NAMES})
SELECT %s, %s, 0, {_NAMES} FROM json_to_recordset(%s) AS given ({_TYPED})
ON CONFLICT (store_id, external_id) DO UPDATE SET {_NEW}, refunded = least(o.refunded, excluded.total)
RETURNING external_id, id, public_id, value
"""  # noqa: S608 (constants)


def write_orders(store_id: int, rows: list[Row], now: Any) -> dict[str, tuple[int, Any, Any]]:
    """Key, public id and value in the store's currency, by external id."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, [store_id, now, as_json(rows)])
        return {external_id: told for external_id, *told in cursor.fetchall()}


_LINES = """
INSERT INTO {table} AS line (store_id, created_at, product_id, {names})
SELECT %(store)s, %(now)s, product.id, {given_names}
FROM json_to_recordset(%(rows)s) AS given ({typed})
LEFT JOIN commerce_product product ON product.store_id = %(store)s
  AND product.external_id = given.product_key AND given.product_key <> ''
ON CONFLICT ({owner}, key) DO UPDATE SET product_id = excluded.product_id, {new}
WHERE (line.product_id, {old_values}) IS DISTINCT FROM (excluded.product_id, {new_values})
"""
_PARTS = """
INSERT INTO {table} AS line (store_id, created_at, {names})
SELECT %(store)s, %(now)s, {given_names} FROM json_to_recordset(%(rows)s) AS given ({typed})
ON CONFLICT ({owner}, key) DO UPDATE SET {new}
WHERE ({old_values}) IS DISTINCT FROM ({new_values})
"""
_GONE = """
WITH gone AS (
  SELECT id FROM {table} WHERE {owner} = ANY(%(owners)s) AND ({owner}, key) NOT IN (
    SELECT {owner}, key FROM json_to_recordset(%(rows)s) AS given ({owner} bigint, key text))
), {first} DELETE FROM {table} WHERE id IN (SELECT id FROM gone)
"""
_REFUNDED = "refunded AS (DELETE FROM commerce_refundline WHERE line_id IN (SELECT id FROM gone))"
_NOTHING_FIRST = "nothing AS (SELECT)"


class Parts:
    """One table of what belongs to orders or carts, each part known by its owner and a key."""

    def __init__(self, table: str, owner: str, columns: dict[str, str], *, links: bool = False):
        typed = {owner: "bigint", "key": "text", **columns}
        told = {
            "table": table,
            "owner": owner,
            "names": ", ".join(typed),
            "given_names": ", ".join(f"given.{name}" for name in typed),
            "typed": ", ".join(f"{name} {kind}" for name, kind in typed.items()),
            "new": ", ".join(f"{name} = excluded.{name}" for name in columns),
            "old_values": ", ".join(f"line.{name}" for name in columns),
            "new_values": ", ".join(f"excluded.{name}" for name in columns),
            "first": _REFUNDED if table == "commerce_orderline" else _NOTHING_FIRST,
        }
        self.put = (_LINES if links else _PARTS).format(**told)
        self.gone = _GONE.format(**told)

    def write(self, *, store_id: int, rows: Iterable[Row], known: list[int], now: Any) -> None:
        """`known` are the owners that had parts before: what is not among the rows goes."""
        given = list(rows)
        if not given and not known:
            return
        values = {"store": store_id, "now": now, "rows": as_json(given), "owners": known}
        with connection.cursor() as cursor:
            if known:
                cursor.execute(self.gone, values)
            if given:
                cursor.execute(self.put, values)


ORDER_LINES = Parts(
    "commerce_orderline",
    "order_id",
    {
        "position": "smallint",
        "product_key": "text",
        "sku": "text",
        "title": "text",
        "variant": "text",
        "quantity": "integer",
        "price": "numeric",
        "discount": "numeric",
    },
    links=True,
)
PAYMENTS = Parts(
    "commerce_payment",
    "order_id",
    {
        "method": "text",
        "brand": "text",
        "last_four": "text",
        "amount": "numeric",
        "state": "text",
        "paid_at": "timestamptz",
    },
)
SHIPMENTS = Parts(
    "commerce_shipment",
    "order_id",
    {
        "carrier": "text",
        "tracking_number": "text",
        "tracking_url": "text",
        "shipped_at": "timestamptz",
        "delivered_at": "timestamptz",
    },
)
CART_LINES = Parts(
    "commerce_cartline",
    "cart_id",
    {
        "position": "smallint",
        "product_key": "text",
        "title": "text",
        "variant": "text",
        "quantity": "integer",
        "price": "numeric",
    },
    links=True,
)


def as_json(rows: list[Row]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder)
