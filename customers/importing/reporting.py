"""What became of each line, as a file to keep or to mend: lines as they were, and what is said of them."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.csv import BOM, CsvWriter
from customers.importing.faults import worded
from customers.importing.reading import Row
from customers.importing.surveying import CREATED, SKIPPED, UNCHANGED, UPDATED
from customers.models import ImportBatch, ImportLine

ROWS_AT_ONCE = 1_000


def report(batch: ImportBatch, rows: Iterator[Row], *, only_skipped: bool) -> Iterator[bytes]:
    """`rows` are those of the file, in its order."""
    extra = [_("Reason")] if only_skipped else [_("Line"), _("Result"), _("Reason")]
    yield BOM + _as_csv([[*batch.headings, *extra]])
    told: list[list[str]] = []
    for (line, cells), fate, reason in zip(rows, _fates(batch), _reasons(batch), strict=False):
        if only_skipped and fate != SKIPPED:
            continue
        padded = cells + [""] * (len(batch.headings) - len(cells))
        words = worded(reason.code, reason.value, reason.other_line) if reason else ""
        told.append([*padded, words] if only_skipped else [*padded, str(line), _words_of(fate), words])
        if len(told) == ROWS_AT_ONCE:
            yield _as_csv(told)
            told = []
    yield _as_csv(told)


def _fates(batch: ImportBatch) -> Iterator[str]:
    for fates in batch.parts.order_by("first").values_list("fates", flat=True).iterator(10):
        yield from fates


def _reasons(batch: ImportBatch) -> Iterator[ImportLine | None]:
    """One for each row of the file: nothing for those that were taken."""
    number = 0
    for line in batch.lines.order_by("number").iterator(ROWS_AT_ONCE):
        while (number := number + 1) < line.number:
            yield None
        yield line
    while True:
        yield None


def _words_of(fate: str) -> str:
    words = {
        CREATED: _("New"),
        UPDATED: _("Changed"),
        UNCHANGED: _("As it was"),
        SKIPPED: _("Skipped"),
    }
    return words[fate]


def _as_csv(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with CsvWriter(file) as writer:
        writer.rows(rows)
    return file.getvalue()
