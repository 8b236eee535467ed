"""Measuring a store as a whole: what its customers are then judged against, one by one or all."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import Q

from core.models import Store
from core.store_settings import Thresholds
from customers.models import RfmCuts
from customers.scoring.churn import History, fitted
from customers.scoring.rfm import FIFTHS, TWENTIETHS

HEADS = "count(*), count(*) FILTER (WHERE orders_count > 0)"
# Of those who ordered. FIFTHS are among the TWENTIETHS; high value is one share more of the same sort.
QUANTILES = f"""{HEADS},
percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY last_order_at) FILTER (WHERE orders_count > 0),
percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY orders_count) FILTER (WHERE orders_count > 0),
percentile_disc(%(of_value)s::float8[]) WITHIN GROUP (ORDER BY ltv) FILTER (WHERE orders_count > 0)
"""
_ROWS = "FROM customers_customermetrics WHERE store_id = %(store)s"
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
    heads = heads_of(store)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {QUANTILES} {_ROWS}", quantile_params(store, heads))
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


def heads_of(store: Store) -> tuple[int, int]:
    """How many customers the store has, and how many of them ordered."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HEADS} {_ROWS}", {"store": store.pk})
        return cursor.fetchone()


def quantile_params(store: Store, heads: tuple[int, int]) -> dict[str, Any]:
    """The shares of QUANTILES, for a store with so many customers."""
    place, (_everybody, buyers) = _high_value_place(store, heads), heads
    share = (place - 0.5) / buyers if place else 0.0
    return {"store": store.pk, "fifths": FIFTHS, "of_value": [*TWENTIETHS, share]}


def _high_value_place(store: Store, heads: tuple[int, int]) -> int:
    """Among those who ordered, from the lowest; 0 if the share takes in all of them.

    It is a share of everybody: who never ordered is worth nothing, and stands below.
    """
    everybody, buyers = heads
    others = 1 - store.settings_of(Thresholds).high_value_percent / 100
    return max(ceil(everybody * others) - (everybody - buyers), 0)


def found_cuts(old: RfmCuts, quantiles: Sequence[Any], now: datetime) -> RfmCuts:
    """The cuts that these values of QUANTILES are, with the habits known before; nothing is saved yet."""
    everybody, buyers, recency, frequency, of_value = quantiles
    *value, high_value_from = of_value or [0]
    if not _high_value_place(old.store, (everybody, buyers)):
        high_value_from = 0
    return RfmCuts(
        store=old.store,
        usual_days=old.usual_days,
        churn=old.churn,
        churn_fitted_at=old.churn_fitted_at,
        recency=recency or [],
        frequency=frequency or [],
        monetary=value[3::4],
        value=value,
        high_value_from=high_value_from if everybody else None,
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
