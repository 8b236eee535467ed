"""The refunds a shop tells of, written many at once. What staff recorded here stays as it is."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from commerce.services.order_rows import as_json
from core.actors import Actor

Row = dict[str, Any]


class Refunded(NamedTuple):
    """A refund heard of for the first time."""

    order_id: int
    refund_id: int
    amount: Decimal
    reason: str
    refunded_at: datetime


_KNOWN = "SELECT order_id, external_id FROM commerce_refund WHERE order_id = ANY(%(owners)s)"
_TYPED = """json_to_recordset(%(rows)s) AS given (order_id bigint, external_id text, amount numeric,
  reason text, restocked boolean, refunded_at timestamptz)"""
_GONE = f"""
WITH gone AS (
  SELECT id FROM commerce_refund WHERE order_id = ANY(%(owners)s) AND external_id <> ''
    AND (order_id, external_id) NOT IN (SELECT order_id, external_id FROM {_TYPED})
), lines AS (DELETE FROM commerce_refundline WHERE refund_id IN (SELECT id FROM gone))
DELETE FROM commerce_refund WHERE id IN (SELECT id FROM gone)
"""  # noqa: S608 (constants)
_PUT = f"""
INSERT INTO commerce_refund AS r (store_id, created_at, order_id, external_id, amount, reason, restocked,
  refunded_at, by_kind, by_id, by_label)
SELECT %(store)s, %(now)s, order_id, external_id, amount, reason, restocked, refunded_at, %(kind)s, %(by)s,
  %(label)s
FROM {_TYPED} ORDER BY order_id, external_id
ON CONFLICT (order_id, external_id) WHERE NOT external_id = '' DO UPDATE SET amount = excluded.amount,
  reason = excluded.reason, restocked = excluded.restocked, refunded_at = excluded.refunded_at
WHERE (r.amount, r.reason, r.restocked, r.refunded_at)
  IS DISTINCT FROM (excluded.amount, excluded.reason, excluded.restocked, excluded.refunded_at)
RETURNING order_id, id, amount, reason, refunded_at, external_id
"""  # noqa: S608 (constants)
_GIVEN_LINES = """
given AS (
  SELECT r.id AS refund_id, l.id AS line_id, g.quantity, g.amount
  FROM json_to_recordset(%(lines)s) AS g (order_id bigint, external_id text, key text, quantity integer,
    amount numeric)
  JOIN commerce_refund r ON r.order_id = g.order_id AND r.external_id = g.external_id
  JOIN commerce_orderline l ON l.order_id = g.order_id AND l.key = g.key
)"""
_LINES_GONE = f"""
WITH {_GIVEN_LINES}
DELETE FROM commerce_refundline WHERE refund_id IN (
    SELECT id FROM commerce_refund WHERE order_id = ANY(%(owners)s) AND external_id <> '')
  AND (refund_id, line_id) NOT IN (SELECT refund_id, line_id FROM given)
"""  # noqa: S608 (constants)
_PUT_LINES = f"""
WITH {_GIVEN_LINES}
INSERT INTO commerce_refundline AS l (store_id, created_at, refund_id, line_id, quantity, amount)
SELECT %(store)s, %(now)s, refund_id, line_id, quantity, amount FROM given
ON CONFLICT (refund_id, line_id) DO UPDATE SET quantity = excluded.quantity, amount = excluded.amount
WHERE (l.quantity, l.amount) IS DISTINCT FROM (excluded.quantity, excluded.amount)
"""  # noqa: S608 (constants)


def write_refunds(
    *, store_id: int, refunds: dict[int, list[Row]], known: list[int], by: Actor, now: datetime
) -> tuple[set[int], list[Refunded]]:
    """`refunds` by order, `known` orders may have some; the orders to settle, and which refunds are news."""
    rows = [{"order_id": order, **refund} for order, told in refunds.items() for refund in told]
    lines = [
        {"order_id": row["order_id"], "external_id": row["external_id"], **line}
        for row in rows
        for line in row["lines"]
    ]
    values: dict[str, Any] = {
        "store": store_id,
        "now": now,
        "owners": known,
        "rows": as_json([{**row, "lines": None} for row in rows]),
        "lines": as_json(lines),
        "kind": by.kind,
        "by": by.id,
        "label": by.label,
    }
    with connection.cursor() as cursor:
        before = _rows(cursor, _KNOWN, values) if known else []
        if before:
            cursor.execute(_GONE, values)
        changed = _rows(cursor, _PUT, values) if rows else []
        if before:
            cursor.execute(_LINES_GONE, values)
        if lines:
            cursor.execute(_PUT_LINES, values)
    was_known = set(before)
    news = [Refunded(*row[:5]) for row in changed if (row[0], row[5]) not in was_known]
    return {order for order, _id in before} | {row["order_id"] for row in rows}, news


def _rows(cursor: Any, sql: str, values: Row) -> list[tuple]:
    cursor.execute(sql, values)
    return cursor.fetchall()
