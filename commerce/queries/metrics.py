"""The figures of customers as SQL over their orders: one source for one customer and for a million."""

from customers.scoring.expressions import FIGURES_JUDGED_BY, OWN, SCORES, SHAPES
from customers.scoring.figures import Figures

# Both read one range of the index order_of_customer, in its order, and no order itself.
_SUMS = """
count(*)::int AS orders_count,
count(*) FILTER (WHERE pays)::int AS paid_orders,
sum(value) FILTER (WHERE pays) AS spent,
sum(refunded_value) FILTER (WHERE pays) AS refunded,
count(*) FILTER (WHERE has_coupon)::int AS coupon_orders,
count(*) FILTER (WHERE pays AND refunded_value > 0)::int AS refunded_orders,
min(placed_at) AS first_order_at,
max(placed_at) AS last_order_at,
(array_agg(placed_at ORDER BY placed_at DESC, value DESC))[1:10] AS recent_orders"""
OF_ALL = f"""
SELECT customer_id, {_SUMS}
FROM commerce_order WHERE store_id = %(store)s AND counts GROUP BY customer_id
"""  # noqa: S608 (constants)

# A customer repeats since the second order, or since the one that ended the last pause as long as churn.
_OF_SOME = f"""
SELECT customer_id, {_SUMS},
  (array_agg(value ORDER BY placed_at DESC, value DESC))[1:10] AS recent_values,
  max(placed_at) FILTER (WHERE is_second OR placed_at - before >= %(churned_after)s) AS repeat_since
FROM (
  SELECT *, lead(placed_at) OVER earlier AS before,
    lead(placed_at) OVER earlier IS NOT NULL AND lead(placed_at, 2) OVER earlier IS NULL AS is_second
  FROM commerce_order WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s) AND counts
  WINDOW earlier AS (PARTITION BY customer_id ORDER BY placed_at DESC, value DESC)
) placed GROUP BY customer_id
"""  # noqa: S608 (constants)

_FOUND = {
    "orders_count": "coalesce(found.orders_count, 0)",
    "paid_orders": "coalesce(found.paid_orders, 0)",
    "spent": "coalesce(found.spent, 0)",
    "refunded": "coalesce(found.refunded, 0)",
    "coupon_orders": "coalesce(found.coupon_orders, 0)",
    "refunded_orders": "coalesce(found.refunded_orders, 0)",
    "first_order_at": "found.first_order_at",
    "last_order_at": "found.last_order_at",
    "recent_orders": "coalesce(found.recent_orders, '{}')",
}
_LTV = "coalesce(found.spent, 0) - coalesce(found.refunded, 0) AS ltv"
_OWN = [f"m.{name}" for name in (*OWN, *SCORES)]
_JUDGED_BY = [f"{_FOUND[name]} AS {name}" for name in FIGURES_JUDGED_BY if name in _FOUND]
_ALL = [
    *_OWN,
    *(f"m.{name}" for name in (*SHAPES, "repeat_since")),
    *_JUDGED_BY,
    _LTV,
    " OR ".join(f"m.{name} IS DISTINCT FROM {sql}" for name, sql in _FOUND.items()) + " AS changed",
]
_SOME = [
    *_OWN,
    *(f"{sql} AS {name}" for name, sql in _FOUND.items()),
    _LTV,
    "round(found.spent / nullif(found.paid_orders, 0), 2) AS aov",
    "coalesce(found.recent_values, '{}') AS recent_values",
    "found.repeat_since",
]

FROM_ORDERS = Figures(
    all=f"""SELECT {", ".join(_ALL)} FROM customers_customermetrics m LEFT JOIN ({OF_ALL}) found
        USING (customer_id) WHERE m.store_id = %(store)s""",  # noqa: S608 (constants)
    some=f"""SELECT {", ".join(_SOME)} FROM customers_customermetrics m LEFT JOIN ({_OF_SOME}) found
        USING (customer_id) WHERE m.customer_id = ANY(%(ids)s)""",  # noqa: S608 (constants)
)
