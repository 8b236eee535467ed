"""Figures about all of a store's customers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from core.counting import capped_count
from core.models import Store
from customers.models import AccountStatus, ActivityStatus, LifecycleStage, RfmGroup, Risk

NEW_FOR = timedelta(days=30)
KINDS = {
    "lifecycle_stage": LifecycleStage,
    "activity_status": ActivityStatus,
    "rfm_group": RfmGroup,
    "churn_risk": Risk,
}
MANY = 20_000  # customers: fewer are added up at each look
KEPT_FOR = 600  # seconds


@dataclass(frozen=True)
class CustomerFigures:
    customers: int
    active: int
    suspended: int
    banned: int
    new_last_30_days: int
    new_30_days_before: int
    with_email: int
    with_phone: int


def customer_figures(*, store: Store, now: datetime) -> CustomerFigures:
    lately, before = now - NEW_FOR, now - 2 * NEW_FOR
    counted = store.customers.exclude(status=AccountStatus.ERASED).aggregate(
        customers=Count("pk"),
        active=Count("pk", Q(status=AccountStatus.ACTIVE)),
        suspended=Count("pk", Q(status=AccountStatus.SUSPENDED)),
        banned=Count("pk", Q(status=AccountStatus.BANNED)),
        new_last_30_days=Count("pk", Q(created_at__gt=lately)),
        new_30_days_before=Count("pk", Q(created_at__gt=before, created_at__lte=lately)),
        with_email=Count("email"),
        with_phone=Count("pk", ~Q(phone="")),
    )
    return CustomerFigures(**counted)


@dataclass(frozen=True)
class Growth:
    total: int
    is_exact: bool
    new_this_week: int
    new_last_week: int
    by_day: list[int]  # the last 14 days, oldest first
    week_began: date


def customer_growth(*, store: Store, now: datetime) -> Growth:
    """For the home page: only the fortnight is read row by row."""
    total = capped_count(store.customers.all())
    days = _added_by_day(store, now)
    week_began = now.astimezone(store.zone).date() - timedelta(days=6)
    return Growth(total.number, total.is_exact, sum(days[7:]), sum(days[:7]), days, week_began)


def _added_by_day(store: Store, now: datetime) -> list[int]:
    today = now.astimezone(store.zone).date()
    first = today - timedelta(days=13)
    start = datetime.combine(first, time.min, store.zone)
    day = TruncDate("created_at", tzinfo=store.zone)
    counted = store.customers.filter(created_at__gte=start).annotate(day=day).values("day")
    by_day = dict(counted.annotate(n=Count("pk")).order_by().values_list("day", "n"))
    return [by_day.get(first + timedelta(days=i), 0) for i in range(14)]


@dataclass(frozen=True)
class Overview:
    """What stands above the directory. Shares are of those who ordered."""

    customers: int
    new: int
    new_before: int
    buyers: int
    returning: int
    churned: int
    ltv: Decimal
    spent: Decimal
    paid_orders: int
    as_of: datetime

    @property
    def returning_rate(self) -> float | None:
        return self.returning / self.buyers if self.buyers else None

    @property
    def churn_rate(self) -> float | None:
        return self.churned / self.buyers if self.buyers else None

    @property
    def average_ltv(self) -> Decimal | None:
        return self.ltv / self.buyers if self.buyers else None

    @property
    def average_order(self) -> Decimal | None:
        return self.spent / self.paid_orders if self.paid_orders else None


def overview(*, store: Store, now: datetime) -> Overview:
    """In a store of many, as it was at most ten minutes ago: a million take a third of a second."""
    return Overview(**_kept_a_while(store, "overview", lambda: asdict(_added_up(store, now))))


def analytics(*, store: Store, now: datetime) -> dict[str, Any]:
    """The overview, and how many customers are of each kind; as old as the overview."""
    kept = _kept_a_while(store, "analytics", lambda: _by_kind(store, now))
    told = {name: _worded(name, kept["kinds"][name]) for name in KINDS}
    return {"overview": Overview(**kept["overview"]), **told}


def _kept_a_while(store: Store, name: str, add_up: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Numbers alone are kept, and only where there are many: words are the reader's."""
    key = f"customers.{name}.{store.pk}"
    found = cache.get(key)
    if found is None:
        found = add_up()
        if found.get("overview", found)["customers"] > MANY:
            cache.set(key, found, KEPT_FOR)
    return found


Sums = dict[str, tuple[int, Decimal]]  # by value: how many, and their lifetime value together


def _by_kind(store: Store, now: datetime) -> dict[str, Any]:
    kinds = {name: _counted(store, name) for name in KINDS}
    return {"overview": asdict(overview(store=store, now=now)), "kinds": kinds}


def _counted(store: Store, name: str) -> Sums:
    rows = store.customer_metrics.order_by().values(name).annotate(n=Count("pk"), ltv=Sum("ltv"))
    return {row[name]: (row["n"], row["ltv"]) for row in rows}


def _worded(name: str, sums: Sums) -> list[dict[str, Any]]:
    """Each kind there is, in the order the product names them, with those nobody is of."""
    found = ((value, label, sums.get(value, (0, Decimal(0)))) for value, label in KINDS[name].choices)
    return [
        {"name": value, "label": str(label), "customers": n, "ltv": ltv} for value, label, (n, ltv) in found
    ]


def _added_up(store: Store, now: datetime) -> Overview:
    lately, before = now - NEW_FOR, now - 2 * NEW_FOR
    figures = store.customer_metrics.aggregate(
        buyers=Count("pk", Q(orders_count__gt=0)),
        returning=Count("pk", Q(orders_count__gt=1)),
        churned=Count("pk", Q(activity_status=ActivityStatus.CHURNED)),
        ltv=Sum("ltv", default=Decimal(0)),
        spent=Sum("spent", default=Decimal(0)),
        paid_orders=Sum("paid_orders", default=0),
    )
    return Overview(
        **figures,
        customers=store.customers.count(),
        new=store.customers.filter(created_at__gt=lately).count(),
        new_before=store.customers.filter(created_at__gt=before, created_at__lte=lately).count(),
        as_of=now,
    )
