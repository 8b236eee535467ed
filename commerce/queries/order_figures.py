"""What a period of orders adds up to. Read from the index of the newest orders alone, and only as many as
can be added up while somebody waits.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from commerce.models import Order
from core.models import Store

USUAL_DAYS = (30, 7, 1)  # the longest of them that can be added up, when nobody chose
AT_ONCE = 100_000  # orders: added up in some 30 ms
MOST = 300_000  # for days that somebody chose, and waits for
DAYS_SHOWN = 14
NONE = Decimal(0)


@dataclass(frozen=True)
class Sums:
    orders: int
    paid: int
    revenue: Decimal
    refunded: Decimal

    @property
    def aov(self) -> Decimal | None:
        return self.revenue / self.paid if self.paid else None

    @property
    def refund_share(self) -> Decimal | None:
        return self.refunded / self.revenue if self.revenue else None


@dataclass(frozen=True)
class Period:
    first: date
    last: date
    is_chosen: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period | None":
        """As many days before it, to compare with."""
        try:
            return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1), False)
        except OverflowError:
            return None


@dataclass(frozen=True)
class OrderFigures:
    period: Period
    now: Sums | None  # None: too many orders to add up
    before: Sums | None


def order_figures(
    *, store: Store, now: datetime, first: date | None = None, last: date | None = None
) -> OrderFigures:
    """Over the days asked for; else over the last 30 days, or fewer in a shop with very many orders."""
    today = now.astimezone(store.zone).date()
    if first or last:
        return _chosen_figures(store, _chosen(store, first, last, today))
    usual = [Period(today - timedelta(days=days - 1), today, False) for days in USUAL_DAYS]
    period = next((period for period in usual if _size(store, period) <= AT_ONCE), usual[-1])
    return OrderFigures(period, _sums(_within(store, period)), _sums(_before(store, period)))


def _chosen_figures(store: Store, period: Period) -> OrderFigures:
    """The comparison goes first when it would take too long."""
    rows = _within(store, period)
    if _planned(rows) > MOST:
        return OrderFigures(period, None, None)
    before = _sums(_before(store, period)) if _size(store, period) <= MOST else None
    return OrderFigures(period, _sums(rows), before)


def _chosen(store: Store, first: date | None, last: date | None, today: date) -> Period:
    last = min(last or today, today)
    if first is None:
        oldest = store.orders.order_by("placed_at", "pk").values_list("placed_at", flat=True).first()
        first = oldest.astimezone(store.zone).date() if oldest else last
    return Period(min(first, last), last, True)


def _size(store: Store, period: Period) -> int:
    """With the days before, which it is compared with."""
    return _planned(_within(store, period)) + _planned(_before(store, period))


def _before(store: Store, period: Period) -> QuerySet[Order]:
    return _within(store, period.before) if period.before else store.orders.none()


def _within(store: Store, period: Period) -> QuerySet[Order]:
    rows = store.orders.filter(placed_at__gte=_start(store, period.first))
    return rows.filter(placed_at__lt=_start(store, period.last + timedelta(days=1)))


def _start(store: Store, day: date) -> datetime:
    return datetime.combine(day, time.min, store.zone)


def _sums(rows: QuerySet[Order]) -> Sums:
    pays = Q(pays=True)
    found: dict[str, Any] = rows.order_by().aggregate(
        orders=Count("pk", Q(counts=True)),
        paid=Count("pk", pays),
        revenue=Sum("value", filter=pays, default=NONE),
        refunded=Sum("refunded_value", filter=pays, default=NONE),
    )
    return Sums(**found)


def _planned(rows: QuerySet[Order]) -> int:
    """How many the planner expects: known at once, and near enough to decide by."""
    if rows.query.is_empty():
        return 0
    plan = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


@dataclass(frozen=True)
class Today:
    orders: int
    revenue: Decimal
    orders_then: int  # on the same weekday a week ago, until the same time of day
    revenue_then: Decimal
    orders_by_day: list[int]  # the last 14 days, oldest first
    revenue_by_day: list[Decimal]
    day: date


def today_figures(*, store: Store, now: datetime) -> Today:
    today = now.astimezone(store.zone).date()
    days = [today - timedelta(days=n) for n in reversed(range(DAYS_SHOWN))]
    rows = store.orders.filter(placed_at__gte=_start(store, days[0]), placed_at__lte=now)
    by_day = {
        day: (orders, revenue)
        for day, orders, revenue in rows.annotate(day=TruncDate("placed_at", tzinfo=store.zone))
        .order_by()
        .values("day")
        .annotate(orders=Count("pk", Q(counts=True)), revenue=Sum("value", filter=Q(pays=True), default=NONE))
        .values_list("day", "orders", "revenue")
    }
    week_ago = today - timedelta(days=7)
    then = _sums(
        store.orders.filter(placed_at__gte=_start(store, week_ago), placed_at__lte=now - timedelta(days=7))
    )
    figures = [by_day.get(day, (0, NONE)) for day in days]
    return Today(
        *figures[-1],
        then.orders,
        then.revenue,
        [orders for orders, _ in figures],
        [revenue for _, revenue in figures],
        today,
    )
