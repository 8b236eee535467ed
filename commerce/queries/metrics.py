"""The figures of customers as SQL over their orders."""

# Answered by the index order_of_customer alone, in its own order.
AGGREGATE = """
SELECT customer_id,
  (count(*) FILTER (WHERE counts))::int AS orders_count,
  (count(*) FILTER (WHERE pays))::int AS paid_orders,
  coalesce(sum(value) FILTER (WHERE pays), 0) AS spent,
  coalesce(sum(refunded_value) FILTER (WHERE pays), 0) AS refunded,
  (count(*) FILTER (WHERE counts AND has_coupon))::int AS coupon_orders,
  (count(*) FILTER (WHERE pays AND refunded_value > 0))::int AS refunded_orders,
  min(placed_at) FILTER (WHERE counts) AS first_order_at,
  max(placed_at) FILTER (WHERE counts) AS last_order_at,
  coalesce((array_agg(placed_at ORDER BY placed_at DESC, value DESC) FILTER (WHERE counts))[1:10], '{{}}')
    AS recent_orders,
  coalesce((array_agg(value ORDER BY placed_at DESC, value DESC) FILTER (WHERE counts))[1:10], '{{}}')
    AS recent_values
FROM commerce_order WHERE store_id = %(store)s AND {scope} GROUP BY customer_id
"""
COMPARED = (
    "orders_count", "paid_orders", "spent", "refunded", "coupon_orders", "refunded_orders", "first_order_at",
    "last_order_at", "recent_orders", "recent_values",
)  # fmt: skip
_NOTHING = {name: "0" for name in COMPARED[:6]} | dict.fromkeys(COMPARED[8:], "'{}'")


def _found(name: str) -> str:
    return f"coalesce(found.{name}, {_NOTHING[name]})" if name in _NOTHING else f"found.{name}"


_DIFFERS = " OR ".join(f"m.{name} IS DISTINCT FROM {_found(name)}" for name in COMPARED)

OUTDATED = f"""
SELECT coalesce(m.customer_id, found.customer_id)
FROM ({AGGREGATE.format(scope="customer_id IS NOT NULL")}) found
FULL JOIN (SELECT * FROM customers_customermetrics WHERE store_id = %(store)s) m USING (customer_id)
WHERE {_DIFFERS}
"""  # noqa: S608 (constants)
LACKING = """
SELECT id FROM customers_customer c WHERE store_id = %(store)s AND NOT EXISTS
  (SELECT 1 FROM customers_customermetrics m WHERE m.customer_id = c.id)
"""
ADD = """
INSERT INTO customers_customermetrics (customer_id, store_id, known_since)
SELECT id, store_id, created_at FROM customers_customer WHERE store_id = %(store)s AND id = ANY(%(ids)s)
ORDER BY id
ON CONFLICT (customer_id) DO UPDATE SET known_since = excluded.known_since
WHERE customers_customermetrics.known_since IS DISTINCT FROM excluded.known_since
"""
LOCK = """
SELECT 1 FROM customers_customermetrics WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s)
ORDER BY customer_id FOR UPDATE
"""
# A customer repeats since the second order, or since the one that ended the last pause as long as churn.
_REPEATS = """
SELECT customer_id, max(placed_at) AS repeat_since FROM (
  SELECT customer_id, placed_at, row_number() OVER orders AS place,
    placed_at - lag(placed_at) OVER orders AS pause
  FROM commerce_order WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s) AND counts
  WINDOW orders AS (PARTITION BY customer_id ORDER BY placed_at)
) placed WHERE place = 2 OR pause >= %(churned_after)s GROUP BY customer_id
"""
WRITE = f"""
WITH found AS MATERIALIZED ({AGGREGATE.format(scope="customer_id = ANY(%(ids)s)")}),
repeats AS ({_REPEATS}),
fresh AS MATERIALIZED (
  SELECT customer_id, {", ".join(f"{_found(name)} AS {name}" for name in COMPARED)}, repeat_since
  FROM unnest(%(ids)s::bigint[]) given (customer_id)
  LEFT JOIN found USING (customer_id) LEFT JOIN repeats USING (customer_id)
)
UPDATE customers_customermetrics m
SET {", ".join(f"{name} = fresh.{name}" for name in (*COMPARED, "repeat_since"))},
  ltv = fresh.spent - fresh.refunded,
  aov = round(fresh.spent / nullif(fresh.paid_orders, 0), 2)
FROM fresh
WHERE m.customer_id = fresh.customer_id AND m.store_id = %(store)s
  AND ({" OR ".join(f"m.{name} IS DISTINCT FROM fresh.{name}" for name in (*COMPARED, "repeat_since"))})
"""  # noqa: S608 (constants)
