"""What a finished job leaves to fetch: its result and the rows it could not do."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.csv import CsvWriter
from core.files import private_files
from core.models.jobs import Job

BLOCK = 256 * 1024
ROWS_AT_ONCE = 1_000


def result_chunks(job: Job) -> Iterator[bytes]:
    """The result's pieces one after another, as one file."""
    for path in list(job.parts.order_by("pk").values_list("path", flat=True)):
        with private_files().open(path) as file:
            while block := file.read(BLOCK):
                yield block


def error_lines(job: Job) -> Iterator[bytes]:
    rows = job.errors.order_by("row_number", "pk").values_list("row_number", "reason", "value")
    yield _as_csv([(_("Row"), _("Reason"), _("Value"))])
    batch = []
    for row in rows.iterator(ROWS_AT_ONCE):
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield _as_csv(batch)
            batch = []
    if batch:
        yield _as_csv(batch)


def _as_csv(rows: list[tuple]) -> bytes:
    file = io.BytesIO()
    with CsvWriter(file) as writer:
        writer.rows(rows)
    return file.getvalue()
