"""Who stands at which stage, who went where in which month, and how long they had stayed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from core.counting import capped_count
from core.models import Store
from core.planner import planned
from customers.models import LifecycleReport, LifecycleStage
from customers.stage_periods import month_of, spans

MANY = 20_000  # customers: fewer are added up at each look
KEPT_FOR = 600  # seconds, in a store of many whose report is not written yet
PATIENT = {"work_mem": "128MB", "statement_timeout": "5min"}

_STAGES = """
SELECT lifecycle_stage, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY lifecycle_since)
FROM customers_customermetrics m
WHERE store_id = %(store)s AND lifecycle_stage <> '' AND NOT EXISTS (
  SELECT 1 FROM customers_customer c WHERE c.id = m.customer_id AND c.deleted_at IS NOT NULL)
GROUP BY 1
"""
# In whole days: a year of changes then has some thousand different stays, however many customers there are.
_MOVES = """
SELECT to_char(month, 'YYYY-MM'), from_stage, to_stage, days, count(*)
FROM (
  SELECT date_trunc('month', happened_at AT TIME ZONE %(zone)s) AS month, from_stage, to_stage,
    greatest(floor(date_part('epoch', happened_at - lag(happened_at) OVER mine) / 86400), 0)::int AS days
  FROM customers_lifecyclechange WHERE store_id = %(store)s
  WINDOW mine AS (PARTITION BY customer_id ORDER BY id)
) AS moved
GROUP BY month, from_stage, to_stage, days
"""
_RANKS = {stage: rank for rank, stage in enumerate(LifecycleStage.values)}

Move = tuple[str, str, str, int | None, int]  # month, from, to, days stayed, how often


@dataclass(frozen=True)
class Measured:
    """As LifecycleReport keeps it."""

    stages: list[list[Any]]
    flows: list[list[Any]]
    stays: list[list[Any]]
    measured_at: datetime


def lifecycle_of(*, store: Store, now: datetime) -> Measured:
    """Added up now in a store of few; in one of many as last written, an hour ago at most."""
    if capped_count(store.customers.all()).number <= MANY:
        return measured_lifecycle(store=store, now=now)
    if kept := LifecycleReport.objects.filter(store=store).first():
        return Measured(kept.stages, kept.flows, kept.stays, kept.measured_at)
    found: Measured | None = cache.get(key := f"customers.lifecycle.{store.pk}")
    if found is None:
        found = measured_lifecycle(store=store, now=now)
        cache.set(key, found, KEPT_FOR)
    return found


def measured_lifecycle(*, store: Store, now: datetime) -> Measured:
    given: dict[str, int | str] = {"store": store.pk, "zone": store.zone.key}
    with transaction.atomic(), connection.cursor() as cursor, planned(cursor, **PATIENT):
        cursor.execute(_STAGES, given)
        stages = [[stage, n, since.isoformat()] for stage, n, since in cursor.fetchall()]
        cursor.execute(_MOVES, given)
        moves: list[Move] = cursor.fetchall()
    return Measured(stages, _flows(moves), _stays(moves, month_of(store, now)), now)


def is_onwards(was: str, became: str) -> bool:
    """Nearer to recommending the shop; from churn every order leads onwards."""
    if became == LifecycleStage.CHURN:
        return False
    return was == LifecycleStage.CHURN or _RANKS[became] > _RANKS[was]


def _flows(moves: Iterable[Move]) -> list[list[Any]]:
    counted: Counter = Counter()
    for month, was, became, _days, times in moves:
        counted[month, was, became] += times
    return [[*which, times] for which, times in sorted(counted.items())]


def _stays(moves: Iterable[Move], this_month: str) -> list[list[Any]]:
    """How long they had stayed who left in each month and span: all of them, and those who went onwards."""
    stays: defaultdict = defaultdict(Counter)
    several = spans(this_month)
    for month, was, became, days, times in moves:
        if not was or days is None:
            continue
        periods = [month, *(span.key for span in several if span.holds(month))]
        for period in periods:
            stays[period, was, False][days] += times
            if is_onwards(was, became):
                stays[period, was, True][days] += times
    return [[*which, days.total(), *_quartiles(days)] for which, days in sorted(stays.items())]


def _quartiles(days: Counter) -> list[int]:
    """The days after which a quarter, half and three quarters had left."""
    found: list[int] = []
    total, so_far = days.total(), 0
    for stayed, times in sorted(days.items()):
        so_far += times
        while len(found) < 3 and so_far * 4 >= total * (len(found) + 1):
            found.append(stayed)
    return found
