"""Every score as an expression over a customer's own row: one source for one customer and for a million.

In layers, each reading what the ones before worked out. A row's scores follow from its own columns, the
store's cuts and settings and the clock, so they are the same however the row is reached.
"""

from collections.abc import Iterable, Mapping

from customers.scoring import rfm

FACTS = {
    "idle": "greatest((%(epoch)s::float8 - date_part('epoch', last_order_at)) / 86400, 0)",
    "span": "(date_part('epoch', last_order_at) - date_part('epoch', first_order_at)) / 86400",
    "seen": "greatest(last_seen_at, last_viewed_at, last_carted_at)",
    "looked": "least(considered_since, last_viewed_at, last_carted_at)",
}

# What follows from the orders alone: worked out when they changed, read from the row otherwise.
SHAPES = {
    "days_between": ("CASE WHEN orders_count > 1 THEN span / (orders_count - 1) END", "float8"),
    "health_frequency": (
        """CASE WHEN orders_count > 3 AND span > 0 THEN least(greatest(round(
        75 * (span / (orders_count - 1))
        / greatest((date_part('epoch', recent_orders[1]) - date_part('epoch', recent_orders[4])) / 259200,
          0.5)), 1), 100) END""",
        "smallint",
    ),
    "health_spend": (
        """CASE WHEN orders_count > 3 AND aov > 0 THEN least(greatest(round(
        75 * (recent_values[1] + recent_values[2] + recent_values[3]) / 3 / aov), 1), 100) END""",
        "smallint",
    ),
    "health_returns": (
        "CASE WHEN spent > 0 THEN greatest(round(100 - 150 * refunded / spent), 1) END",
        "smallint",
    ),
}

PARTS = {
    # Against the days usual between orders, leaning on the store's as if one more pause had been like those.
    "timely": """CASE WHEN orders_count > 0 THEN greatest(round(100 / (1 + (idle * orders_count
        / (2 * (%(usual_days)s::float8 + span))) ^ 2)), 1) END""",
    "gone": """CASE WHEN orders_count > 0 THEN round(100 - 100 / (1
        + %(churn_a)s::float8 / (%(churn_b)s::float8 + orders_count - 1)
        * exp(least(300::float8, (%(churn_r)s::float8 + orders_count - 1)
        * ln(1 + idle / (%(churn_alpha)s::float8 + span)))))) / 100 END""",
    "engaged": """CASE WHEN seen IS NOT NULL THEN least(greatest(round(least(8 * visits_90d, 40)
        + 60 / (1 + ((%(epoch)s::float8 - date_part('epoch', seen)) / 2592000) ^ 2)), 1), 100) END""",
    "awake": "greatest(known_since, seen)",
    "stage": """CASE
        WHEN orders_count = 0 AND looked IS NULL THEN 'awareness'
        WHEN orders_count = 0 THEN 'consideration'
        WHEN last_order_at <= %(churned)s THEN 'churn'
        WHEN orders_count = 1 THEN 'purchase'
        WHEN advocate_since IS NULL THEN 'retention'
        ELSE 'advocacy' END""",
    "activity": """CASE
        WHEN orders_count = 0 AND greatest(known_since, seen) <= %(inactive)s THEN 'inactive'
        WHEN orders_count = 0 THEN 'prospect'
        WHEN last_order_at <= %(churned)s THEN 'churned'
        WHEN last_order_at <= %(churning)s THEN 'churning'
        WHEN first_order_at > %(new)s THEN 'new'
        ELSE 'active' END""",
}

# In how many days after the last order, or after having been seen, each of these will be one point away
# from what it is: the three formulas above turned round.
LASTING = {
    "timely_for": """CASE WHEN timely > 1
        THEN 2 * (%(usual_days)s::float8 + span) / orders_count * sqrt(100 / (timely - 0.5) - 1) END""",
    "gone_for": """CASE WHEN gone < 1 THEN (%(churn_alpha)s::float8 + span) * (exp(least(60,
        ln((100 * gone + 0.5) / (99.5 - 100 * gone)
        * (%(churn_b)s::float8 + orders_count - 1) / %(churn_a)s::float8)
        / (%(churn_r)s::float8 + orders_count - 1))) - 1) END""",
    "engaged_for": """CASE WHEN engaged > greatest(least(8 * visits_90d, 40), 1)
        THEN 30 * sqrt(greatest(60 / (engaged - 0.5 - least(8 * visits_90d, 40)) - 1, 0)) END""",
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
HEALTH = f"CASE WHEN orders_count > 0 THEN ({_POINTS}) / nullif({_WEIGHT}, 0) END"

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
        """least(CASE activity
        WHEN 'prospect' THEN awake + %(inactive_after)s
        WHEN 'new' THEN first_order_at + %(new_after)s
        WHEN 'active' THEN last_order_at + %(churning_after)s
        WHEN 'churning' THEN last_order_at + %(churned_after)s END,
        last_order_at + least(timely_for, gone_for, 36500) * interval '1 day',
        seen + engaged_for * interval '1 day')""",
        "timestamptz",
    ),
    "is_vip": ("ltv >= %(vip_value)s OR has_vip_tier", "boolean"),
    "is_high_value": ("ltv > 0 AND ltv >= %(high_value_from)s", "boolean"),
    "recency": ("r", "smallint"),
    "frequency": ("f", "smallint"),
    "monetary": ("m", "smallint"),
    "rfm_group": (rfm.group_of_quintiles(), "text"),
    "health": (HEALTH, "smallint"),
    "health_recency": ("timely", "smallint"),
    "engagement_score": ("engaged", "smallint"),
    "value_score": (
        "CASE WHEN orders_count > 0 THEN 5 + 5 * width_bucket(ltv, %(value_cuts)s) END",
        "smallint",
    ),
    "churn_probability": ("gone", "float8"),
    "churn_risk": (
        """CASE WHEN gone < 0.4 THEN 'low' WHEN gone < 0.7 THEN 'medium'
        WHEN gone >= 0.7 THEN 'high' ELSE '' END""",
        "text",
    ),
}

# What is not merely worked out from the customer's own figures and the others of these.
COMPARED = (
    "considered_since", "activity_status", "lifecycle_stage", "next_change_at", "is_vip", "is_high_value",
    "recency", "frequency", "monetary", "health_recency", "engagement_score", "value_score",
    "churn_probability",
)  # fmt: skip

OWN = (
    "customer_id", "last_seen_at", "last_viewed_at", "last_carted_at", "visits_90d", "known_since",
    "advocate_since", "has_vip_tier",
)  # fmt: skip
FIGURES = (
    "orders_count", "paid_orders", "spent", "refunded", "ltv", "aov", "coupon_orders", "refunded_orders",
    "first_order_at", "last_order_at", "repeat_since", "recent_orders", "recent_values",
)  # fmt: skip
FIGURES_JUDGED_BY = ("orders_count", "ltv", "first_order_at", "last_order_at", "repeat_since")


def differs(names: Iterable[str], was: str, new: str) -> str:
    return " OR ".join(f"{was}.{name} IS DISTINCT FROM {new}.new_{name}" for name in names)


def judged(rows: str, quintiles: Mapping[str, str]) -> str:
    """SELECT of all these rows, each with whether its figures `changed`, and COMPARED as `new_<column>`."""
    given = [*OWN, *SCORES, *SHAPES, *FIGURES_JUDGED_BY, "changed"]
    facts = _over(rows, given, FACTS)
    parts = _over(_kept_apart(facts), [*given, "looked", "seen", "span"], {**PARTS, **quintiles})
    lasting = _over(_kept_apart(parts), [*given, "looked", *PARTS, *quintiles, "seen"], LASTING)
    return _over(lasting, given, _new({name: SCORES[name] for name in COMPARED}))


def scored(rows: str, quintiles: Mapping[str, str]) -> str:
    """SELECT of these few rows with every score and shape worked out anew, as `new_<column>`."""
    given = [*OWN, *SCORES, *FIGURES]
    shapes = {f"shaped_{name}": sql for name, (sql, _kind) in SHAPES.items()}
    facts = _over(rows, given, FACTS)
    parts = _over(_kept_apart(facts), [*given, "looked", "seen", "span"], {**PARTS, **quintiles, **shapes})
    lasting = _over(_kept_apart(parts), [*given, "looked", "seen", *PARTS, *quintiles, *shapes], LASTING)
    shaped = {name: (f"shaped_{name}", kind) for name, (_sql, kind) in SHAPES.items()}
    return _over(lasting, given, _new({**SCORES, **shaped}))


def _new(columns: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {f"new_{name}": f"({sql})::{kind}" for name, (sql, kind) in columns.items()}


def _over(inner: str, kept: Iterable[str], columns: Mapping[str, str]) -> str:
    added = (f"{sql} AS {name}" for name, sql in columns.items())
    return f"SELECT {', '.join([*kept, *added])} FROM ({inner}) layer"  # noqa: S608 (constants)


def _kept_apart(layer: str) -> str:
    """Keeps the planner from pulling the layer up, which would work its columns out once in each use."""
    return f"{layer} OFFSET 0"
