"""The event log's rates: publishing one by one and in bulk, relaying to three handlers."""

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from core.actors import Actor, ActorKind
from core.events import Event, handles, handling, publish, publish_many
from core.events.relay import relay
from core.models import OutboxEntry, Store

VISITOR = Actor(
    kind=ActorKind.CUSTOMER, id=7, label="A visitor", ip="203.0.113.9", user_agent="Mozilla/5.0 " * 9
)


@dataclass(frozen=True, kw_only=True)
class ProductViewed(Event):
    name = "bench.product_viewed"
    subject = "product_id"
    product_id: int
    customer_id: int
    path: str


def published_in_bulk_per_second(store: Store, count: int = 100_000, *, heard: bool = False) -> float:
    """Records (and outbox rows, when heard) written by one process, commits included."""
    with ExitStack() as stack:
        if heard:
            stack.enter_context(_three_handlers())
        started = time.perf_counter()
        for start in range(0, count, 10_000):
            with transaction.atomic():
                publish_many(_views(store, start, start + 10_000), by=VISITOR)
        return count / (time.perf_counter() - started)


def published_one_by_one_per_second(store: Store, count: int = 2_000) -> float:
    started = time.perf_counter()
    for view in _views(store, 0, count):
        with transaction.atomic():
            publish(view, by=VISITOR)
    return count / (time.perf_counter() - started)


def relayed_to_three_handlers_per_second(store: Store, count: int = 50_000) -> float:
    """Each handler inserts one row per event; every batch is committed."""
    with _three_handlers():
        with transaction.atomic():
            publish_many(_views(store, 0, count), by=VISITOR)
        started = time.perf_counter()
        relay(seconds=600)
        seconds = time.perf_counter() - started
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT (handler, event_id)) FROM bench_effects")
            assert cursor.fetchone() == (3 * count, 3 * count)
        assert not OutboxEntry.objects.exists()
    return count / seconds


def _views(store: Store, start: int, stop: int):
    return (
        ProductViewed(
            store_id=store.pk, product_id=n % 997, customer_id=n % 10_007, path=f"/products/{n % 997}"
        )
        for n in range(start, stop)
    )


@contextmanager
def _three_handlers():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_effects")
        cursor.execute(
            "CREATE TABLE bench_effects (handler text, event_id bigint, PRIMARY KEY (handler, event_id))"
        )
    before = dict(handling._handlers)
    for name in ("metrics", "segments", "automation"):
        handles(ProductViewed)(_inserting(name))
    try:
        yield
    finally:
        handling._handlers.clear()
        handling._handlers.update(before)
        handling.handlers_of.cache_clear()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_effects")


def _inserting(name: str):
    def insert(views: list[ProductViewed]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_effects SELECT %s, unnest(%s::bigint[])",
                [name, [view.event_id for view in views]],
            )

    insert.__qualname__ = name
    return insert
