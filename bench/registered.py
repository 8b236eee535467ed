"""Every bench of `make bench`, with the bar it must clear on a machine of two cores."""

from collections.abc import Iterator

from bench import events, exports, lists
from bench.frame import Figure, bench
from bench.shops import Shop
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
    yield Figure(what="guarded CSV", value=guarded / plain, unit="×", limit="plain COPY", at_least=0.33)
    yield Figure(
        what="rows of an export job", value=exports.exported_by_a_job_per_second(store), unit="rows/s"
    )


@bench("lists", per_size=True)
def pages_of_a_big_store(shop: Shop) -> Iterator[Figure]:
    for page, milliseconds in lists.milliseconds_per_page(shop.store).items():
        yield Figure(what=f"customers, {page}", value=milliseconds, unit="ms", at_most=200)
