"""Which rate was good on which day, and what came in at it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from commerce.models import CurrencyRate
from core.models import Store

SHOWN = 300  # rates on the page
COUNTED = 1_000  # orders of a rate


class Rates:
    """The store's rates, read once for a whole batch."""

    def __init__(self, store: Store):
        self.zone = store.zone
        self.own = store.currency
        self.by_currency: dict[str, tuple[list[date], list[Decimal]]] = {}
        rows = store.currencyrates.order_by("currency", "from_day").values_list(
            "currency", "from_day", "rate"
        )
        for currency, day, rate in rows:
            days, rates = self.by_currency.setdefault(currency, ([], []))
            days.append(day)
            rates.append(rate)

    def on(self, currency: str, moment: datetime) -> Decimal | None:
        """What one unit was worth at that moment; None when nobody said."""
        if currency == self.own:
            return Decimal(1)
        days, rates = self.by_currency.get(currency, ((), ()))
        place = bisect_right(days, moment.astimezone(self.zone).date())
        return rates[place - 1] if place else None


@dataclass(frozen=True)
class RateInUse:
    rate: CurrencyRate
    until_day: date | None  # the last day it is good for; none while it is the newest
    orders: int  # of its days, COUNTED + 1 when there are more

    @property
    def worth(self) -> str:
        return f"{self.rate.rate.normalize():f}"

    @property
    def orders_url(self) -> str:
        span = {"currency": self.rate.currency, "placed_from": self.rate.from_day}
        if self.until_day:
            span["placed_until"] = self.until_day
        return f"{reverse('orders:list')}?{urlencode(span)}"


def rates_in_use(store: Store) -> list[RateInUse]:
    """Currencies by name, the newest rate first."""
    rates = list(store.currencyrates.order_by("currency", "-from_day", "pk")[:SHOWN])
    newer = [None, *rates[:-1]]
    spans = [(rate, _last_day(before, rate)) for before, rate in zip(newer, rates, strict=False)]
    orders = _of_their_days(store, spans)
    return [RateInUse(rate, until, orders[rate.pk]) for rate, until in spans]


def _last_day(newer: CurrencyRate | None, rate: CurrencyRate) -> date | None:
    is_followed = newer is not None and newer.currency == rate.currency
    return newer.from_day - timedelta(days=1) if newer and is_followed else None


# Through the index of foreign orders, each rate's own days only, and never further than the cap.
_OF_ITS_DAYS = """
SELECT r.id, (SELECT count(*) FROM (
    SELECT FROM commerce_order o
    WHERE o.store_id = %s AND o.currency = r.currency AND o.rate <> 1
        AND o.placed_at >= r.starts AND (r.ends IS NULL OR o.placed_at < r.ends)
    LIMIT %s) found)
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])
    AS r (id, currency, starts, ends)
"""


def _of_their_days(store: Store, spans: list[tuple[CurrencyRate, date | None]]) -> dict[int, int]:
    ends = [last and _start_of(store, last + timedelta(days=1)) for _rate, last in spans]
    columns = [
        [rate.pk for rate, _last in spans],
        [rate.currency for rate, _last in spans],
        [_start_of(store, rate.from_day) for rate, _last in spans],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_OF_ITS_DAYS, [store.pk, COUNTED + 1, *columns, ends])
        return dict(cursor.fetchall())


def _start_of(store: Store, day: date) -> datetime:
    return datetime.combine(day, time.min, store.zone)
