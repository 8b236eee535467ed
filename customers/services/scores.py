"""What follows from a customer's figures and the clock: stage, status, quintiles, health, chance to leave.

`customers.scoring` holds the arithmetic, this the writing: only rows that differ, locked by key.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection, transaction

from core.models import Store
from core.planner import planned
from customers.lifecycle import REASON_SQL
from customers.models import RfmCuts
from customers.scoring.expressions import COMPARED, FIGURES, SCORES, SHAPES, differs, judged, scored
from customers.scoring.figures import AS_STORED, Figures
from customers.scoring.measures import Measures, measures_of
from customers.services.cuts import QUANTILES, cuts_of, found_cuts, quantile_params, where_moved
from customers.services.figure_rows import add_missing_rows, customers_of
from customers.services.lifecycle import tell_of_stages
from customers.services.rule_tags import retag

AT_ONCE = 20_000  # customers in one transaction
SORTING = {"work_mem": "128MB"}
# Both sides come in the customers' order; and processes side by side would each add up all orders.
IN_ORDER = {**SORTING, "enable_hashjoin": "off", "max_parallel_workers_per_gather": "0"}


_WRITTEN = [*FIGURES, *SCORES, *SHAPES]
_NEW = {name: f"fresh.{name}" if name in FIGURES else f"fresh.new_{name}" for name in _WRITTEN}
_LOCK = """
SELECT customer_id FROM customers_customermetrics WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s)
ORDER BY customer_id FOR UPDATE
"""
_WRITE = f"""
WITH fresh AS MATERIALIZED ({{rows}}),
written AS (
  UPDATE customers_customermetrics m
  SET {", ".join(f"{name} = {new}" for name, new in _NEW.items())}, updated_at = %(now)s
  FROM fresh
  WHERE m.customer_id = fresh.customer_id
    AND ({" OR ".join(f"m.{name} IS DISTINCT FROM {new}" for name, new in _NEW.items())})
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
SELECT array(SELECT customer_id FROM written),
  coalesce((SELECT json_agg(moved) FROM moved WHERE from_stage <> ''), '[]')
"""  # noqa: S608 (constants)


def rescore(
    *,
    store: Store,
    customer_ids: Collection[int] | None = None,
    now: datetime,
    figures: Figures = AS_STORED,
) -> int:
    """Bring scores, stages and automatic tags up to date; says how many rows it wrote.

    With ids, those customers are judged by the store as last measured: call it whenever what they are
    judged by has changed. Without, the store is measured anew and everybody is judged by what was found.
    """
    if customer_ids is None:
        return _rescore_all(store, now, figures)
    add_missing_rows(store=store, customer_ids=customer_ids)
    measures = measures_of(store, cuts_of(store, now), now)
    return _write(store, customer_ids, measures, figures)


def pass_time(*, store: Store, now: datetime) -> int:
    """Judge those whom the clock has carried over a boundary since they were last judged."""
    due = store.customer_metrics.filter(next_change_at__lte=now).order_by("customer_id")
    return rescore(store=store, customer_ids=list(due.values_list("customer_id", flat=True)), now=now)


def in_batches(customer_ids: Collection[int]) -> Iterator[list[int]]:
    """By key, so that two who write the same rows wait for each other and never deadlock."""
    ordered = sorted(set(customer_ids))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def lock_figures(*, store: Store, customer_ids: Collection[int]) -> list[int]:
    """Be the only one to write these customers' figures until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"store": store.pk, "ids": list(customer_ids)})
        return [key for (key,) in cursor.fetchall()]


def _rescore_all(store: Store, now: datetime, figures: Figures) -> int:
    """Two groups are written: who differs by the old cuts, and who stands where a cut has moved."""
    old = cuts_of(store, now)
    measures = measures_of(store, old, now)
    outdated, new = _survey(old, measures, figures)
    new.save()  # not saying by what was judged: a run that ends here is followed by one in full
    rows = store.customer_metrics.order_by("customer_id").values_list("customer_id", flat=True)
    moved = where_moved(old, new)
    ids = rows if moved is None else {*outdated, *rows.filter(moved)}
    written = _write(store, ids, measures_of(store, new, now), figures)
    new.judged_by = measures.rules
    new.save(update_fields=["judged_by"])
    return written


@transaction.atomic
def _survey(old: RfmCuts, measures: Measures, figures: Figures) -> tuple[list[int], RfmCuts]:
    """Read everybody once: whose row is not what it should be, and where the cuts lie now.

    While the rules stay, a score changes with its customer's figures, the cuts or the clock, and the row
    says when the clock changes it. After new rules each is worked out, whatever may have changed it.
    """
    store, rows, is_due = old.store, figures.all, "next_change_at <= %(now)s"
    if old.judged_by != measures.rules:
        rows, is_due = judged(rows, measures.quintiles), differs(COMPARED, "read", "read")
    outdated = f"array_agg(customer_id) FILTER (WHERE changed OR {is_due})"
    statement = f"SELECT count(*), {outdated}, {QUANTILES} FROM ({rows}) read"  # noqa: S608 (constants)
    with connection.cursor() as cursor, planned(cursor, **IN_ORDER):
        cursor.execute(statement, given := {**measures.params, **quantile_params(store)})
        there, found, *quantiles = cursor.fetchone()
        if there < customers_of(store):
            add_missing_rows(store=store)
            cursor.execute(statement, given)
            there, found, *quantiles = cursor.fetchone()
    return found or [], found_cuts(old, quantiles, measures.params["now"])


def _write(store: Store, customer_ids: Collection[int], measures: Measures, figures: Figures) -> int:
    return sum(_write_batch(store, ids, measures, figures) for ids in in_batches(customer_ids))


@transaction.atomic
def _write_batch(store: Store, customer_ids: list[int], measures: Measures, figures: Figures) -> int:
    rows = scored(figures.some, measures.quintiles)
    with connection.cursor() as cursor, planned(cursor, **SORTING):
        # Before what they follow from is read, so that the last to write has read it all.
        locked = lock_figures(store=store, customer_ids=customer_ids)
        cursor.execute(_WRITE.format(rows=rows), {**measures.params, "ids": locked})
        written, moved = cursor.fetchone()
    tell_of_stages(store, moved)
    retag(store, written)
    return len(written)
