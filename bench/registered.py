"""Every bench of `make bench`, with the bar it must clear on a machine of two cores."""

import os
import sys
from collections.abc import Iterator

from bench import (
    busy,
    demos,
    directory,
    events,
    exports,
    growth,
    imports,
    ingest,
    metrics,
    pages,
    plans,
    storefront,
)
from bench.frame import Figure, bench
from bench.measuring import p95
from bench.shops import Shop, shop_of
from core.models import Store


@bench("events")
def rates_of_the_event_log(store: Store) -> Iterator[Figure]:
    yield Figure(
        what="published in bulk",
        value=events.published_in_bulk_per_second(store),
        unit="events/s",
        at_least=20_000,
    )
    yield Figure(
        what="published one by one",
        value=events.published_one_by_one_per_second(store),
        unit="events/s",
    )
    yield Figure(
        what="relayed to three handlers",
        value=events.relayed_to_three_handlers_per_second(store),
        unit="events/s",
        at_least=5_000,
    )


@bench("storefront")
def deliveries_of_browsers(store: Store) -> Iterator[Figure]:
    """Half a minute at a set pace, one web process group and one relay at work."""
    found = storefront.paced(store)
    yield Figure(what="taken from browsers", value=found.events_per_second, unit="events/s", at_least=2_000)
    yield Figure(what="a delivery, p50", value=found.p50, unit="ms")
    yield Figure(what="a delivery, p99", value=found.p99, unit="ms", at_most=200)
    yield Figure(what="left for the relay at the end", value=found.waiting, unit="events", at_most=5_000)


@bench("growth")
def a_year_of_events(store: Store) -> Iterator[Figure]:
    """BENCH_EVENTS of them, 20,000,000 unless told."""
    before = growth.appended_per_second(store)
    count = int(os.environ.get("BENCH_EVENTS", "20000000"))
    growth.prepared(store, count)
    for what, milliseconds in growth.read_milliseconds(store):
        yield Figure(what=f"{what}, {count:,} events", value=milliseconds, unit="ms", at_most=20)
    after = growth.appended_per_second(store)
    yield Figure(what="appended, empty log", value=before, unit="events/s")
    yield Figure(what="appended after the year", value=after, unit="events/s")
    yield Figure(
        what="appended after the year", value=after / before, unit="×", limit="empty log", at_least=0.5
    )
    for name, size in growth.bytes_per_event().items():
        yield Figure(what=f"size of {name}", value=size, unit="bytes/event")


@bench("demo")
def a_small_demo(store: Store) -> Iterator[Figure]:
    yield Figure(what="make demo SIZE=small", value=demos.seconds_to_make("small"), unit="s", at_most=30)


@bench("demos", per_size=True, by_default=False)
def a_big_demo(shop: Shop) -> Iterator[Figure]:
    taken = demos.seconds_to_make(str(shop.size))
    yield Figure(what="make demo", value=taken, unit="s")
    yield Figure(what="make demo", value=demos.orders_made() / taken, unit="orders/s")


@bench("imports")
def rates_of_imports(store: Store) -> Iterator[Figure]:
    """BENCH_ROWS of them, 1,000,000 unless told."""
    rows = int(os.environ.get("BENCH_ROWS", "1000000"))
    found = imports.rates_of_imports(store, rows)
    yield Figure(what="checked", value=found.checked, unit="rows/s")
    yield Figure(what="imported after the check", value=found.imported, unit="rows/s")
    yield Figure(what="checked and imported", value=found.altogether, unit="rows/s")
    yield Figure(what="the same file again", value=found.again, unit="rows/s")
    yield Figure(what="COPY of the customers", value=found.copied, unit="rows/s")
    yield Figure(what="COPY of all an import fills", value=found.copied_all, unit="rows/s")
    yield Figure(
        what="checked and imported",
        value=found.altogether / found.copied_all,
        unit="×",
        limit="COPY into the same indexed tables",
        at_least=0.6,
    )
    yield Figure(
        what="the same file again", value=found.again / found.altogether, unit="×", limit="first", at_least=2
    )


@bench("exports")
def rates_of_exports(store: Store) -> Iterator[Figure]:
    rates = exports.files_against_plain_copy()
    for what, rate in rates.items():
        yield Figure(what=f"rows of {what}", value=rate, unit="rows/s")
    plain = rates["plain COPY"]
    yield Figure(
        what="guarded CSV", value=rates["guarded CSV"] / plain, unit="×", limit="plain COPY", at_least=0.8
    )
    yield Figure(
        what="rows of an export job", value=exports.exported_by_a_job_per_second(store), unit="rows/s"
    )


@bench("lists", per_size=True)
def list_pages(shop: Shop) -> Iterator[Figure]:
    for page, taken in pages.times_of_pages(shop.store):
        asked_later = page.endswith("exact count")  # shown when it comes, by a call of its own
        yield Figure(what=page, value=taken.page, unit="ms", at_most=None if asked_later else 200)
        yield Figure(what=f"{page}: SQL", value=taken.sql, unit="ms", at_most=None if asked_later else 50)


@bench("directory", per_size=True)
def searches_of_customers(shop: Shop) -> Iterator[Figure]:
    for page, taken in directory.times_of_lists(shop):
        yield Figure(what=page, value=taken.page, unit="ms", at_most=200)
        yield Figure(what=f"{page}: SQL", value=taken.sql, unit="ms", at_most=50)


@bench("metrics", per_size=True)
def recomputing(shop: Shop) -> Iterator[Figure]:
    yield Figure(what="first recompute", value=metrics.settle(shop), unit="s")
    plain, changed, unchanged = metrics.side_by_side_with_the_aggregate(shop)
    yield Figure(what="bare aggregate", value=plain, unit="s")
    yield Figure(what="recompute, 1 % changed", value=changed, unit="s", grows_at_most=1.05)
    yield Figure(what="recompute, nothing changed", value=unchanged, unit="s")
    is_large = shop.size >= 1_000_000  # a smaller one lies in the processor's cache, for whoever reads little
    yield Figure(
        what="recompute, 1 % changed",
        value=changed / plain,
        unit="×",
        limit="bare aggregate",
        at_most=3.5 if is_large else None,
    )
    again = metrics.written_by_a_second_run(shop.store)
    yield Figure(what="written by a second run", value=again, unit="rows", at_most=0)
    everything = metrics.rewriting_all(shop)
    yield Figure(what="recompute, all changed", value=everything, unit="s")
    yield Figure(
        what="recompute, all changed",
        value=everything / changed,
        unit="×",
        limit="1 % changed",
        at_least=3,
    )
    for count in (1, 1_000):
        taken = metrics.refreshing(shop, count) * 1000
        yield Figure(what=f"refresh of {count:,} customers", value=taken, unit="ms")


@bench("tenants", per_size=True)
def small_beside_big(shop: Shop) -> Iterator[Figure]:
    """A store of 2,000 customers in the tables of a big one, and in tables of its own."""
    small = shop_of(2_000)
    metrics.settle(small)
    for what, beside, alone in metrics.beside_and_alone(small.store):
        yield Figure(what=f"{what}, 2,000 beside", value=beside * 1000, unit="ms")
        yield Figure(
            what=f"{what}, 2,000 beside", value=beside / alone, unit="×", limit="in own tables", at_most=2
        )


@bench("busy", per_size=True)
def pages_beside_a_worker(shop: Shop) -> Iterator[Figure]:
    idle, working = busy.page_times_idle_and_beside_a_worker(shop.store)
    yield Figure(what="list pages, p95, idle", value=p95(idle), unit="ms")
    yield Figure(what="list pages, p95, one worker recomputing", value=p95(working), unit="ms")
    yield Figure(
        what="list pages, p95, one worker recomputing",
        value=p95(working) / p95(idle),
        unit="×",
        limit="idle",
        at_most=1.5,
    )


@bench("plans", per_size=True, by_default=False)
def plans_of_hot_lists(shop: Shop) -> Iterator[Figure]:
    """Prints what the database does for each page; measures nothing."""
    for page, plan in plans.plans_of_pages(shop.store):
        sys.stdout.write(f"== {page}\n{plan}\n\n")
    yield from ()


@bench("ingest", per_size=True)
def taking_in_orders(shop: Shop) -> Iterator[Figure]:
    rates = ingest.rates_of_orders(shop)
    yield Figure(what="COPY of orders, lines, payments", value=rates.copy * 60, unit="orders/min")
    yield Figure(what="orders through HTTP", value=rates.http * 60, unit="orders/min", at_least=3_000)
    yield Figure(what="orders through HTTP", value=rates.http / rates.copy, unit="×", limit="COPY")
    yield Figure(what="orders without HTTP", value=rates.in_process * 60, unit="orders/min")
    yield Figure(what="orders without HTTP", value=rates.in_process / rates.copy, unit="×", limit="COPY")
    yield Figure(what="orders told again", value=rates.again * 60, unit="orders/min")
