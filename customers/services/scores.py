"""What follows from a customer's figures and the clock: stage, status, quintiles, health, chance to leave.

`customers.scoring` holds the arithmetic, this the writing: only rows that differ, locked by key.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction

from core.models import Store
from customers.lifecycle import REASON_SQL
from customers.scoring.expressions import SCORES, SHAPES, scored
from customers.scoring.measures import Measures, measures_of
from customers.services.cuts import cuts_of, measure_store
from customers.services.lifecycle import tell_of_stages
from customers.services.rule_tags import retag

AT_ONCE = 20_000  # customers in one transaction
SORTING_MEMORY = "SET LOCAL work_mem = '128MB'"


def _differs(names: Iterable[str], was: str, new: str) -> str:
    return " OR ".join(f"{was}.{name} IS DISTINCT FROM {new}.new_{name}" for name in names)


_WRITTEN = [*SCORES, *SHAPES]
_LOCK = """SELECT 1 FROM customers_customermetrics WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s)
ORDER BY customer_id FOR UPDATE"""
_WRITE = f"""
WITH fresh AS MATERIALIZED ({{rows}}),
written AS (
  UPDATE customers_customermetrics m
  SET {", ".join(f"{name} = fresh.new_{name}" for name in _WRITTEN)}, updated_at = %(now)s
  FROM fresh WHERE m.customer_id = fresh.customer_id AND ({_differs(_WRITTEN, "m", "fresh")})
  RETURNING m.customer_id, fresh.lifecycle_stage AS was, m.lifecycle_stage AS became,
    fresh.lifecycle_since AS was_since, m.lifecycle_since AS since
),
moved AS (
  INSERT INTO customers_lifecyclechange
    (store_id, customer_id, from_stage, to_stage, reason, happened_at, created_at)
  SELECT %(store)s, customer_id, was, became, {REASON_SQL},
    CASE WHEN was = '' OR since > was_since THEN since ELSE %(now)s END, %(now)s
  FROM written WHERE was <> became ORDER BY customer_id
  RETURNING customer_id, from_stage, to_stage, reason, happened_at
)
SELECT (SELECT count(*) FROM written),
  coalesce((SELECT json_agg(moved) FROM moved WHERE from_stage <> ''), '[]')
"""  # noqa: S608 (constants)


def rescore(*, store: Store, customer_ids: Collection[int] | None = None, now: datetime) -> int:
    """Bring scores, stages and automatic tags up to date; says how many rows it wrote.

    Without ids the store is measured anew and every customer is judged by what was found. With ids
    these are judged by the store as last measured: call it whenever their figures changed.
    """
    if customer_ids is not None:
        cuts = cuts_of(store, now)
        return sum(_rescored(store, ids, measures_of(store, cuts, now)) for ids in in_batches(customer_ids))
    measures = measures_of(store, measure_store(store=store, now=now), now)
    return sum(_rescored(store, ids, measures) for ids in in_batches(_outdated(measures)))


def pass_time(*, store: Store, now: datetime) -> int:
    """Judge those whom the clock has carried over a boundary since they were last judged."""
    due = store.customer_metrics.filter(next_change_at__lte=now).order_by("customer_id")
    return rescore(store=store, customer_ids=list(due.values_list("customer_id", flat=True)), now=now)


def in_batches(customer_ids: Collection[int]) -> Iterator[list[int]]:
    """By key, so that two who write the same rows wait for each other and never deadlock."""
    ordered = sorted(set(customer_ids))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


@transaction.atomic
def _outdated(measures: Measures) -> list[int]:
    rows = scored("", measures.quintiles, anew=False)
    found = f"SELECT customer_id FROM ({rows}) scored WHERE {_differs(SCORES, 'scored', 'scored')}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(SORTING_MEMORY)
        cursor.execute(found, measures.params)
        return [key for (key,) in cursor.fetchall()]


@transaction.atomic
def _rescored(store: Store, customer_ids: list[int], measures: Measures) -> int:
    params = {**measures.params, "ids": customer_ids}
    rows = scored(" AND m.customer_id = ANY(%(ids)s)", measures.quintiles, anew=True)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, params)
        cursor.execute(_WRITE.format(rows=rows), params)
        written, moved = cursor.fetchone()
    tell_of_stages(store, moved)
    retag(store, customer_ids)
    return written
