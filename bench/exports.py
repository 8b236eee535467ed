"""Exports: rows a second as guarded CSV, beside what plain COPY manages; and a whole export as a job."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from django.db import connection

from core.actors import SYSTEM
from core.csv import export_rows
from core.jobs import job_kind, kinds, run_job, start_job
from core.models import Store

COLUMNS = ["id", "first_name", "last_name", "email", "phone", "created_at", "ltv", "orders"]
SELECT = f"SELECT {', '.join(COLUMNS)} FROM bench_people"


def guarded_export_against_plain_copy(count: int = 1_000_000, *, rounds: int = 3) -> tuple[float, float]:
    """Rows a second of both into a file, best of some rounds taken in turn."""
    with _people(count):
        best = {_export: 0.0, _copy: 0.0}
        for _ in range(rounds):
            for write in best:
                best[write] = max(best[write], count / _seconds(write))
    return best[_export], best[_copy]


def exported_by_a_job_per_second(store: Store, count: int = 1_000_000) -> float:
    """From starting the job to its file in storage and its progress on record."""

    @job_kind("bench.export", title="Export", permission="customers.export")
    def export(run):
        with run.chunk(), run.result_file("people.csv") as file:
            run.progress(export_rows(SELECT, COLUMNS, file, on_block=run.progress), count)

    with _people(count):
        started = time.perf_counter()
        job = run_job(start_job(kind="bench.export", store=store, by=SYSTEM))
        seconds = time.perf_counter() - started
    del kinds["bench.export"]
    assert (job.state, job.done) == ("done", count)
    return count / seconds


def _seconds(write: Callable[[IO[bytes]], object]) -> float:
    with TemporaryFile() as file:
        started = time.perf_counter()
        write(file)
        return time.perf_counter() - started


def _export(file: IO[bytes]) -> None:
    export_rows(SELECT, COLUMNS, file)


def _copy(file: IO[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY ({SELECT}) TO STDOUT (FORMAT csv)") as rows:
        for row in rows:
            file.write(row)


@contextmanager
def _people(count: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_people")
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_people AS SELECT n AS id, 'First' || n AS first_name,"
            " 'Last' || n AS last_name, 'person' || n || '@example.com' AS email, '+3861234567' AS phone,"
            " now() - n * interval '1 minute' AS created_at, (n %% 90000 / 90.0)::numeric(14, 2) AS ltv,"
            " n %% 7 AS orders FROM generate_series(1, %s) AS n",
            [count],
        )
        cursor.execute("VACUUM ANALYZE bench_people")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_people")
