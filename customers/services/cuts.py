"""Measuring a store as a whole: what its customers are then judged against, one by one or all."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db import connection
from django.db.models import Q

from core.models import Store
from core.store_settings import Thresholds
from customers.models import RfmCuts
from customers.scoring.churn import History, fitted
from customers.scoring.rfm import FIFTHS, TWENTIETHS

# Of those who ordered. FIFTHS are among the TWENTIETHS; high value is one share more of the same sort.
QUANTILES = """
percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY last_order_at) FILTER (WHERE orders_count > 0),
percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY orders_count) FILTER (WHERE orders_count > 0),
percentile_disc(%(of_value)s::float8[]) WITHIN GROUP (ORDER BY ltv) FILTER (WHERE orders_count > 0)
"""
_MEASURE = f"SELECT {QUANTILES} FROM customers_customermetrics WHERE store_id = %(store)s"  # noqa: S608 (constants)
_USUAL = """
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY days_between) FROM customers_customermetrics
WHERE store_id = %(store)s AND orders_count > 1 AND days_between > 0
"""
SAMPLE = 1500
_SAMPLE = """
SELECT orders_count - 1, date_part('epoch', last_order_at - first_order_at) / 86400,
  greatest(date_part('epoch', %(now)s - first_order_at), date_part('epoch', last_order_at - first_order_at))
  / 86400
FROM customers_customermetrics WHERE store_id = %(store)s AND orders_count > 0
ORDER BY md5(customer_id::text) LIMIT %(size)s
"""


def cuts_of(store: Store, now: datetime) -> RfmCuts:
    """The store's cuts as last measured; measured now if they never were."""
    known = RfmCuts.objects.filter(store=store).first()
    if known:
        return known
    with connection.cursor() as cursor:
        cursor.execute(_MEASURE, {"store": store.pk, **quantile_params(store)})
        found = found_cuts(RfmCuts(store=store), cursor.fetchone(), now)
    RfmCuts.objects.bulk_create([found], ignore_conflicts=True)  # another may have been quicker
    return RfmCuts.objects.get(store=store)


def fit_store(*, store: Store, now: datetime) -> None:
    """Learn the store's own habits from a sample: how long between orders, and how customers leave."""
    with connection.cursor() as cursor:
        cursor.execute(_USUAL, {"store": store.pk})
        usual = cursor.fetchone()[0]
        cursor.execute(_SAMPLE, {"store": store.pk, "now": now, "size": SAMPLE})
        histories = [History(*row) for row in cursor.fetchall()]
    cuts = cuts_of(store, now)
    cuts.usual_days, cuts.churn, cuts.churn_fitted_at = usual, list(fitted(histories)), now
    cuts.save(update_fields=["usual_days", "churn", "churn_fitted_at"])


def quantile_params(store: Store) -> dict[str, Any]:
    high_value = 1 - store.settings_of(Thresholds).high_value_percent / 100
    return {"fifths": FIFTHS, "of_value": [*TWENTIETHS, high_value]}


def found_cuts(old: RfmCuts, quantiles: Sequence[Any], now: datetime) -> RfmCuts:
    """The cuts that these values of QUANTILES are, with the habits known before; nothing is saved yet."""
    recency, frequency, of_value = quantiles
    *value, high_value_from = of_value or [None]
    return RfmCuts(
        store=old.store,
        usual_days=old.usual_days,
        churn=old.churn,
        churn_fitted_at=old.churn_fitted_at,
        recency=recency or [],
        frequency=frequency or [],
        monetary=value[3::4],
        value=value,
        high_value_from=high_value_from,
        measured_at=now,
    )


def where_moved(old: RfmCuts, new: RfmCuts) -> Q | None:
    """Whom the change of cuts can concern: those between where one was and where it is now."""
    moved = Q(pk__in=[])
    for column, before, after in (
        ("last_order_at", old.recency, new.recency),
        ("orders_count", old.frequency, new.frequency),
        ("ltv", old.value, new.value),
        ("ltv", [old.high_value_from], [new.high_value_from]),
    ):
        for was, is_now in zip_longest(before, after):
            if was == is_now:
                continue
            if was is None or is_now is None:
                return None
            moved |= Q(**{f"{column}__range": sorted((was, is_now))})
    return moved
