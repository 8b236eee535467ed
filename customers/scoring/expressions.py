"""Every score as an expression over a customer's own row: one source for one customer and for a million.

In layers, each reading what the ones before worked out. A row's scores follow from its own columns, the
store's cuts and settings and the clock, so they are the same however the row is reached.
"""

from typing import Any

from customers.scoring import rfm

FACTS = {
    "idle": "greatest((%(epoch)s - date_part('epoch', last_order_at)) / 86400, 0)",
    "span": "(date_part('epoch', last_order_at) - date_part('epoch', first_order_at)) / 86400",
    "seen": "greatest(last_seen_at, last_viewed_at, last_carted_at)",
}

# What follows from the orders alone: worked out when they changed, read from the row otherwise.
SHAPES = {
    "days_between": "CASE WHEN orders_count > 1 THEN span / (orders_count - 1) END",
    "health_frequency": """CASE WHEN orders_count > 3 AND span > 0 THEN least(greatest(round(
        75 * (span / (orders_count - 1))
        / greatest((date_part('epoch', recent_orders[1]) - date_part('epoch', recent_orders[4])) / 259200,
          0.5)), 1), 100) END""",
    "health_spend": """CASE WHEN orders_count > 3 AND aov > 0 THEN least(greatest(round(
        75 * (recent_values[1] + recent_values[2] + recent_values[3]) / 3 / aov), 1), 100) END""",
    "health_returns": "CASE WHEN spent > 0 THEN greatest(round(100 - 150 * refunded / spent), 1) END",
}

PARTS = {
    # Days between orders, leaning on the store's usual ones as if one pause of those had been seen.
    "rhythm": "(%(usual_days)s + span) / orders_count",
    "odds": """%(churn_a)s / (%(churn_b)s + orders_count - 1)
        * exp(least(300, (%(churn_r)s + orders_count - 1)
        * ln((%(churn_alpha)s + span + idle) / (%(churn_alpha)s + span))))""",
    "engaged": """CASE WHEN seen IS NOT NULL THEN least(greatest(round(least(8 * visits_90d, 40)
        + 60 / (1 + ((%(epoch)s - date_part('epoch', seen)) / 2592000) ^ 2)), 1), 100) END""",
    "looked": "least(considered_since, last_viewed_at, last_carted_at)",
    "awake": "greatest(known_since, seen)",
}

JUDGED = {
    "timely": "greatest(round(100 / (1 + (idle / (2 * rhythm)) ^ 2)), 1)",
    "gone": "round(100 * odds / (1 + odds)) / 100",
    "rfm": rfm.group_of_quintiles(),
    "stage": """CASE
        WHEN orders_count = 0 AND looked IS NULL THEN 'awareness'
        WHEN orders_count = 0 THEN 'consideration'
        WHEN last_order_at <= %(churned)s THEN 'churn'
        WHEN orders_count = 1 THEN 'purchase'
        WHEN advocate_since IS NULL THEN 'retention'
        ELSE 'advocacy' END""",
    "activity": """CASE
        WHEN orders_count = 0 AND awake <= %(inactive)s THEN 'inactive'
        WHEN orders_count = 0 THEN 'prospect'
        WHEN last_order_at <= %(churned)s THEN 'churned'
        WHEN last_order_at <= %(churning)s THEN 'churning'
        WHEN first_order_at > %(new)s THEN 'new'
        ELSE 'active' END""",
}

_WEIGHED = {
    "recency": "timely",
    "frequency": "shaped_health_frequency",
    "spend": "shaped_health_spend",
    "engagement": "engaged",
    "returns": "shaped_health_returns",
}
_POINTS = " + ".join(f"%(weight_{name})s * coalesce({part}, 0)" for name, part in _WEIGHED.items())
_WEIGHT = " + ".join(
    f"CASE WHEN {part} IS NULL THEN 0 ELSE %(weight_{name})s END" for name, part in _WEIGHED.items()
)

# Column by column: what it should hold, and its type.
SCORES = {
    "considered_since": ("looked", "timestamptz"),
    "activity_status": ("activity", "text"),
    "lifecycle_stage": ("stage", "text"),
    "lifecycle_since": (
        """CASE stage
        WHEN 'awareness' THEN known_since
        WHEN 'consideration' THEN looked
        WHEN 'churn' THEN last_order_at + %(churned_after)s
        WHEN 'purchase' THEN first_order_at
        WHEN 'retention' THEN repeat_since
        ELSE greatest(repeat_since, advocate_since) END""",
        "timestamptz",
    ),
    "next_change_at": (
        """CASE activity
        WHEN 'prospect' THEN awake + %(inactive_after)s
        WHEN 'new' THEN first_order_at + %(new_after)s
        WHEN 'active' THEN last_order_at + %(churning_after)s
        WHEN 'churning' THEN last_order_at + %(churned_after)s END""",
        "timestamptz",
    ),
    "is_vip": ("ltv >= %(vip_value)s OR has_vip_tier", "boolean"),
    "is_high_value": ("ltv > 0 AND ltv >= %(high_value_from)s", "boolean"),
    "recency": ("r", "smallint"),
    "frequency": ("f", "smallint"),
    "monetary": ("m", "smallint"),
    "rfm_group": ("rfm", "text"),
    "health": (f"CASE WHEN orders_count > 0 THEN ({_POINTS}) / nullif({_WEIGHT}, 0) END", "smallint"),
    "health_recency": ("timely", "smallint"),
    "engagement_score": ("engaged", "smallint"),
    "value_score": (
        "CASE WHEN orders_count > 0 THEN 5 + 5 * width_bucket(ltv, %(value_cuts)s) END",
        "smallint",
    ),
    "churn_probability": ("gone", "numeric(5,4)"),
    "churn_risk": (
        """CASE WHEN gone < 0.4 THEN 'low' WHEN gone < 0.7 THEN 'medium'
        WHEN gone >= 0.7 THEN 'high' ELSE '' END""",
        "text",
    ),
}
SHAPE_TYPES = {
    "days_between": "float8",
    "health_frequency": "smallint",
    "health_spend": "smallint",
    "health_returns": "smallint",
}


def scored(scope: str, quintiles: dict[str, str], *, anew: bool) -> str:
    """SELECT of the rows with every score as `new_<column>`; shapes are trusted unless `anew`."""
    shapes = {f"shaped_{name}": sql if anew else f"facts.{name}" for name, sql in SHAPES.items()}
    rows = f"customers_customermetrics m WHERE m.store_id = %(store)s{scope}"
    facts = f"SELECT m.*, {_listed(FACTS)} FROM {rows}"  # noqa: S608 (constants)
    parts = _over(facts, "facts", {**PARTS, **quintiles, **shapes})
    judged = _over(parts, "parts", JUDGED)
    new: dict[str, str] = {f"new_{name}": f"({sql})::{kind}" for name, (sql, kind) in SCORES.items()}
    new |= {f"new_{name}": f"shaped_{name}::{kind}" for name, kind in SHAPE_TYPES.items()}
    return _over(judged, "judged", new)


def _over(inner: str, name: str, columns: dict[str, Any]) -> str:
    # OFFSET 0 keeps the planner from pulling a layer up, which would work its columns out once per use.
    return f"SELECT {name}.*, {_listed(columns)} FROM ({inner} OFFSET 0) {name}"  # noqa: S608 (constants)


def _listed(columns: dict[str, Any]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
