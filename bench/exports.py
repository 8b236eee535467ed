"""Exports: rows a second as guarded CSV, JSON lines and workbook, beside plain COPY; and a whole job."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO
from zoneinfo import ZoneInfo

from django.db import connection

from core.actors import SYSTEM
from core.csv import export_rows
from core.jobs import job_kind, kinds, run_job, start_job
from core.json_lines import export_json_lines
from core.models import Store
from core.xlsx import export_xlsx

COLUMNS = ["id", "first_name", "last_name", "email", "phone", "created_at", "ltv", "orders"]
SELECT = f"SELECT {', '.join(COLUMNS)} FROM bench_people"


def files_against_plain_copy(count: int = 1_000_000, *, rounds: int = 3) -> dict[str, float]:
    """Rows a second of each into a file, best of some rounds taken in turn."""
    best = dict.fromkeys(WAYS, 0.0)
    with _people(count):
        for _ in range(rounds):
            for way, write in WAYS.items():
                best[way] = max(best[way], count / _seconds(write))
    return best


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


def _json_lines(file: IO[bytes]) -> None:
    export_json_lines(SELECT, COLUMNS, file)


def _workbook(file: IO[bytes]) -> None:
    export_xlsx(SELECT, COLUMNS, file, title="People", zone=ZoneInfo("Europe/Berlin"))


WAYS = {"plain COPY": _copy, "guarded CSV": _export, "JSON lines": _json_lines, "a workbook": _workbook}


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
