"""What one run judges by: the clock, the store's settings and its cuts, as parameters of the expressions."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any

from core.models import Store
from core.store_settings import HealthWeights, Thresholds
from customers.models import RfmCuts
from customers.scoring import expressions, rfm
from customers.scoring.churn import DEFAULT

USUAL_DAYS = 60.0  # between two orders, where a store has not shown its own yet
NOBODY = "999999999999.99"  # no lifetime value reaches it


@dataclass(frozen=True)
class Measures:
    quintiles: dict[str, str]  # r, f and m as expressions
    params: dict[str, Any]
    rules: str  # a digest of all that is judged by, other than the clock and the cuts


def measures_of(store: Store, cuts: RfmCuts, now: datetime) -> Measures:
    quintiles, params = {}, {"store": store.pk, "now": now, "epoch": now.timestamp()}
    for name, column, values in (
        ("r", "last_order_at", cuts.recency),
        ("f", "orders_count", cuts.frequency),
        ("m", "ltv", cuts.monetary),
    ):
        quintiles[name], of_it = rfm.quintile(column, values, f"cut_{name}")
        params |= of_it
    params |= _limits(store.settings_of(Thresholds), now)
    params |= {f"weight_{name}": value for name, value in asdict(store.settings_of(HealthWeights)).items()}
    params |= dict(zip(("churn_r", "churn_alpha", "churn_a", "churn_b"), cuts.churn or DEFAULT, strict=True))
    params |= {
        "usual_days": cuts.usual_days or USUAL_DAYS,
        "high_value_from": NOBODY if cuts.high_value_from is None else cuts.high_value_from,
        "value_cuts": cuts.value,
    }
    return Measures(quintiles, params, _digest(store, cuts))


def _digest(store: Store, cuts: RfmCuts) -> str:
    """Changes with the store's settings and habits, and with what a new version works out otherwise."""
    told = (
        (store.settings_of(Thresholds), store.settings_of(HealthWeights), cuts.churn, cuts.usual_days),
        (expressions.FACTS, expressions.SHAPES, expressions.PARTS, expressions.LASTING, expressions.SCORES),
    )
    return md5(repr(told).encode(), usedforsecurity=False).hexdigest()


def _limits(rules: Thresholds, now: datetime) -> dict[str, Any]:
    limits: dict[str, Any] = {"vip_value": rules.vip_value}
    for name in ("new", "churning", "churned", "inactive"):
        after = timedelta(days=getattr(rules, f"{name}_days"))
        limits |= {name: now - after, f"{name}_after": after}
    return limits
