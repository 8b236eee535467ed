"""Importing a file of new customers, and the same file again, beside COPY of the same rows."""

import csv
import io
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import seconds, sql
from core.actors import SYSTEM
from core.jobs import run_job
from core.models import Store
from customers import services
from customers.models import ImportBatch

HEADING = ("Customer id", "Email", "First name", "Last name", "Phone", "Language")
# What an import of new customers fills, in the order in which COPY may fill it again.
TABLES = {
    "customers_customer": "id",
    "customers_externalid": "customer_id",
    "customers_customermetrics": "customer_id",
    "customers_lifecyclechange": "customer_id",
    "core_eventrecord": "customer_id",
}


class Rates(NamedTuple):
    """Rows a second."""

    checked: float
    imported: float  # the file checked before, as in the wizard
    altogether: float  # both
    again: float  # check and import of the same file, nothing new
    copied: float  # the customers alone, into their indexed table
    copied_all: float  # into all tables an import fills


def rates_of_imports(store: Store, rows: int) -> Rates:
    """One run of each: a million rows leave no room for repeating them."""
    content = _file(rows)
    check, write, batch = _imported(store, content)
    again, again_write, _batch = _imported(store, content)
    assert batch.skipped == rows // 1000
    copied, copied_all = _copied(store)
    sides = (check, write, check + write, again + again_write, copied, copied_all)
    return Rates(*(rows / taken for taken in sides))


def _file(rows: int) -> bytes:
    """One line in a thousand is wrong."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADING)
    for n in range(rows):
        email = f"first{n}.last{n % 7919}@example.com" if n % 1000 else "no address"
        lines.writerow((f"c{n}", email, f"First{n % 5003}", f"Last{n % 7919}", f"+44207946{n:07}"[:15], "en"))
    return text.getvalue().encode()


def _imported(store: Store, content: bytes) -> tuple[float, float, ImportBatch]:
    """Seconds of the check and of the import; the upload itself is not counted."""
    file = ContentFile(content, "bench.csv")
    batch = services.open_import(store=store, file=file, by=SYSTEM, now=timezone.now())
    known = {int(column): field for column, field in batch.mapping.items()}
    how = {"mapping": known, "key": "external_id", "mode": "overwrite", "tags": []}
    services.check_import(batch=batch, by=SYSTEM, now=timezone.now(), **how)
    check = seconds(lambda: _work(batch))
    services.start_import(batch=batch, by=SYSTEM, now=timezone.now())
    write = seconds(lambda: _work(batch))
    assert batch.state == "done"
    return check, write, batch


def _work(batch: ImportBatch) -> None:
    batch.refresh_from_db()
    job = run_job(batch.job)
    assert job.state == "done", job.problem
    batch.refresh_from_db()


def _copied(store: Store) -> tuple[float, float]:
    """Take the customers out and COPY them back, 20,000 at a time, each time into what there is by then."""
    ids = [
        key for (key,) in sql("SELECT id FROM customers_customer WHERE store_id = %s ORDER BY id", store.pk)()
    ]
    stretches = [ids[start : start + 20_000] for start in range(0, len(ids), 20_000)]
    copied = {table: [_out(table, key, part) for part in stretches] for table, key in TABLES.items()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL regulars.event_log = 'open'")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, key in reversed(TABLES.items()):
            cursor.execute(f"DELETE FROM {table} WHERE {key} = ANY(%s)", [ids])
    for table in TABLES:
        sql(f"VACUUM {table}")()
    taken = {table: seconds(lambda table=table: _into(table, copied[table])) for table in TABLES}
    return taken["customers_customer"], sum(taken.values())


def _columns(table: str) -> str:
    found = sql(
        "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
        " FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        table,
    )()
    return found[0][0]


def _out(table: str, key: str, ids: list[int]) -> bytes:
    query = f"SELECT {_columns(table)} FROM {table} WHERE {key} BETWEEN {ids[0]} AND {ids[-1]}"
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as rows:
        return b"".join(rows)


def _into(table: str, stretches: list[bytes]) -> None:
    for stretch in stretches:
        copy = f"COPY {table} ({_columns(table)}) FROM STDIN (FORMAT binary)"
        with transaction.atomic(), connection.cursor() as cursor, cursor.copy(copy) as into:
            into.write(stretch)
