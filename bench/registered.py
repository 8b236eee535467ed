"""Every bench of `make bench`, with the bar it should clear on a machine of two cores."""

import io
import os
import time
from collections.abc import Iterator

from django.core.management import call_command

from bench import events, exports, lists
from bench.frame import Figure, bench
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


@bench("exports")
def rates_of_exports(store: Store) -> Iterator[Figure]:
    guarded, plain = exports.guarded_export_against_plain_copy()
    yield Figure(what="rows of plain COPY", value=plain, unit="rows/s")
    yield Figure(what="rows of guarded CSV", value=guarded, unit="rows/s")
    yield Figure(what="plain COPY ÷ guarded", value=plain / guarded, unit="×", at_most=3)
    yield Figure(
        what="rows of an export job", value=exports.exported_by_a_job_per_second(store), unit="rows/s"
    )


@bench("lists")
def pages_of_a_big_store(store: Store) -> Iterator[Figure]:
    """A store of BENCH_CUSTOMERS (1,000,000 unless told), made by the demo's own seeders."""
    size = os.environ.get("BENCH_CUSTOMERS", "1000000")
    started = time.perf_counter()
    call_command("demo", size=size, stdout=io.StringIO())
    taken = time.perf_counter() - started
    big = Store.objects.latest("pk")
    yield Figure(what=f"demo store of {int(size):,}", value=taken, unit="s", at_most=60)
    for page, milliseconds in lists.milliseconds_per_page(big).items():
        yield Figure(what=f"customers, {page}", value=milliseconds, unit="ms", at_most=200)
