"""Recomputing a store's figures, beside what merely reading its orders costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from statistics import median

from django.db import connection
from django.utils import timezone

from bench.measuring import TIMES, median_seconds, seconds, side_by_side, sql
from bench.shops import Shop
from commerce.services.metrics import recompute_store, refresh_customers
from core.models import Store

# The least that figures can cost: every order once, from the index alone, each figure that is a plain sum.
AGGREGATE = """
SELECT count(*), sum(orders), sum(paid), sum(spent), sum(refunded), sum(coupons), min(first), max(last) FROM (
  SELECT customer_id, count(*) FILTER (WHERE counts) AS orders, count(*) FILTER (WHERE pays) AS paid,
    sum(value) FILTER (WHERE pays) AS spent, sum(refunded_value) FILTER (WHERE pays) AS refunded,
    count(*) FILTER (WHERE counts AND has_coupon) AS coupons,
    min(placed_at) FILTER (WHERE counts) AS first, max(placed_at) FILTER (WHERE counts) AS last
  FROM commerce_order WHERE store_id = %s AND customer_id IS NOT NULL GROUP BY customer_id
) AS by_customer
"""
_WRONG = """
UPDATE customers_customermetrics SET spent = spent + 1, ltv = ltv + 1
WHERE store_id = %s AND customer_id %% %s = %s
"""
# Rules a segment could have, as somebody who knows the tables would count them.
_COUNT = "SELECT count(*) FROM customers_customermetrics WHERE store_id = %s"
COUNTS = (
    "ltv > 200",
    "last_order_at < now() - interval '90 days'",
    "orders_count = 1",
    "recent_orders[5] > now() - interval '365 days'",
    "aov > 60",
    "coupon_orders > orders_count * 0.8 AND orders_count > 0",
    "health < 40 AND ltv > 50",
    "lifecycle_stage = 'churn'",
    "last_order_at > now() - interval '30 days' AND orders_count > 3",
    "refunded > 0",
)


def aggregate(shop: Shop):
    return sql(AGGREGATE, shop.store.pk)


def recompute(store: Store, now: datetime | None = None) -> int:
    return recompute_store(store=store, now=now or timezone.now())


def written_by_a_second_run(store: Store) -> int:
    """At the same moment: as time goes by, somebody always crosses a boundary."""
    now = timezone.now()
    recompute(store, now)
    return recompute(store, now)


def spoil(store: Store, *, one_in: int, turn: int = 0) -> None:
    """Make the figures of one customer in so many wrong, others each turn."""
    sql(_WRONG, store.pk, one_in, turn % one_in)()


def recompute_one_percent_changed(store: Store, turn: int = 0) -> float:
    spoil(store, one_in=100, turn=turn)
    return seconds(lambda: recompute(store))


def settle(shop: Shop) -> float:
    """The first time: every customer's row is made."""
    first = seconds(lambda: recompute(shop.store))
    sql("VACUUM ANALYZE commerce_order")()
    sql("VACUUM ANALYZE customers_customermetrics")()
    return first


def side_by_side_with_the_aggregate(shop: Shop) -> tuple[float, float, float]:
    """Median seconds of the bare aggregate, of a recompute with 1 % changed, of one with nothing changed."""
    bare = aggregate(shop)
    bare()
    recompute(shop.store)
    taken = [
        (
            seconds(bare),
            recompute_one_percent_changed(shop.store, turn),
            seconds(lambda: recompute(shop.store)),
        )
        for turn in range(TIMES)
    ]
    plain, changed, unchanged = (median(column) for column in zip(*taken, strict=True))
    return plain, changed, unchanged


def rewriting_all(shop: Shop) -> float:
    """Median seconds of a recompute that finds every row wrong."""
    taken = []
    for _ in range(TIMES):
        spoil(shop.store, one_in=1)
        taken.append(seconds(lambda: recompute(shop.store)))
        sql("VACUUM customers_customermetrics")()
    return median(taken)


def refreshing(shop: Shop, count: int) -> float:
    """Median seconds of bringing so many customers up to date, as an order does with one."""
    ids = list(shop.store.customers.order_by("public_id").values_list("pk", flat=True)[:count])
    now = timezone.now()
    return median_seconds(lambda: refresh_customers(store=shop.store, customer_ids=ids, now=now), times=9)


def beside_and_alone(store: Store) -> Iterator[tuple[str, float, float]]:
    """Seconds of a small store's work among big ones, and in tables of its own."""
    works = {"recompute": lambda: recompute(store), "ten counts": _counts(store)}
    for what, work in works.items():
        with _own_tables(store) as own:
            beside, alone = side_by_side(_within("public", work), _within(f"{own}, public", work), times=9)
        yield what, beside, alone


def _counts(store: Store):
    def count_all() -> None:
        for rule in COUNTS:
            sql(f"{_COUNT} AND {rule}", store.pk)()

    return count_all


def _within(path: str, work):
    def run() -> None:
        sql(f"SET search_path TO {path}")()
        work()
        sql("SET search_path TO public")()

    return run


_COPY = """INSERT INTO alone.{table} ({columns}) OVERRIDING SYSTEM VALUE
SELECT {columns} FROM public.{table} WHERE store_id = %s"""


@contextmanager
def _own_tables(store: Store) -> Iterator[str]:
    """A schema whose tables hold this store's rows and no other's."""
    sql("CREATE SCHEMA alone")()
    tables = sql(
        "SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        " JOIN pg_class ON oid = format('public.%%I', table_name)::regclass AND relkind = 'r'"
        " WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name ~ '^(commerce|customers)_'"
        " GROUP BY 1 HAVING bool_or(column_name = 'store_id')"
    )()
    try:
        for table, columns in tables:
            sql(f"CREATE TABLE alone.{table} (LIKE public.{table} INCLUDING ALL)")()
            sql(_COPY.format(table=table, columns=columns), store.pk)()
            sql(f"VACUUM ANALYZE alone.{table}")()
        yield "alone"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA alone CASCADE")
