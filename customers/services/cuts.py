"""Measuring a store as a whole: what its customers are then judged against, one by one or all."""

from datetime import datetime
from typing import Any

from django.db import connection

from core.models import Store
from core.store_settings import Thresholds
from customers.models import RfmCuts
from customers.scoring.rfm import FIFTHS, TWENTIETHS

_QUANTILES = """
SELECT percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY last_order_at),
  percentile_disc(%(fifths)s::float8[]) WITHIN GROUP (ORDER BY orders_count),
  percentile_disc(%(twentieths)s::float8[]) WITHIN GROUP (ORDER BY ltv),
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY days_between))
FROM customers_customermetrics WHERE store_id = %(store)s AND orders_count > 0
"""
_TOP = """
SELECT ltv FROM customers_customermetrics WHERE store_id = %(store)s
ORDER BY ltv DESC, customer_id DESC LIMIT 1 OFFSET greatest(
  (SELECT count(*) FROM customers_customermetrics WHERE store_id = %(store)s) * %(percent)s / 100 - 1, 0)
"""


def cuts_of(store: Store, now: datetime) -> RfmCuts:
    """The store's cuts as last measured; measured now if they never were."""
    return RfmCuts.objects.filter(store=store).first() or measure_store(store=store, now=now)


def measure_store(*, store: Store, now: datetime) -> RfmCuts:
    params: dict[str, Any] = {
        "store": store.pk,
        "fifths": FIFTHS,
        "twentieths": TWENTIETHS,
        "percent": store.settings_of(Thresholds).high_value_percent,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUANTILES, params)
        recency, frequency, value, usual = cursor.fetchone()
        cursor.execute(_TOP, params)
        top = cursor.fetchone()
    measured = {
        "recency": recency or [],
        "frequency": frequency or [],
        "monetary": (value or [])[3::4],
        "value": value or [],
        "high_value_from": top[0] if top else None,
        "usual_days": usual,
        "measured_at": now,
    }
    cuts, _ = RfmCuts.objects.update_or_create(store=store, defaults=measured)
    return cuts
