"""Taking times: warm, in turn, the median of several."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from django.db import connection, transaction

TIMES = 5


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_seconds(work: Callable[[], object], times: int = TIMES) -> float:
    return side_by_side(work, times=times)[0]


def side_by_side(*sides: Callable[[], object], times: int = TIMES) -> list[float]:
    """Median seconds of each. All are run once unmeasured, then one after the other, round by round."""
    for side in sides:
        side()
    taken: list[list[float]] = [[] for _ in sides]
    for _ in range(times):
        for side, times_of_side in zip(sides, taken, strict=True):
            times_of_side.append(seconds(side))
    return [median(times_of_side) for times_of_side in taken]


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def undone(work: Callable[[], object]) -> Callable[[], object]:
    """The same work in a transaction that is rolled back, so that it finds the same rows each time."""

    def work_and_undo() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return work_and_undo


def sql(statement: str, *values: object) -> Callable[[], list[tuple]]:
    """Some SQL as a side to measure; it fetches what it reads."""

    def run() -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return run


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Load many rows faster: indexes that keep nothing apart are dropped and made again afterwards."""
    find = (
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique"
    )
    dropped = sql(find, list(tables))()
    for name, _ in dropped:
        sql(f"DROP INDEX {name}")()
    try:
        yield
    finally:
        for _, definition in dropped:
            sql(definition)()
