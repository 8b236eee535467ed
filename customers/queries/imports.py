"""Files of customers, and why lines of them were left out."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from core.models import Store
from customers.importing.faults import SHORT, worded
from customers.models import ImportBatch, ImportLine

SHOWN_LINES = 100
SHOWN_IMPORTS = 50


@dataclass(frozen=True)
class SkippedLine:
    line: int
    words: str


def imports_of(store: Store) -> list[ImportBatch]:
    """The newest."""
    rows = ImportBatch.objects.filter(store=store).select_related("job").order_by("-pk")
    return list(rows.defer("samples", "headings", "mapping")[:SHOWN_IMPORTS])


def skipped_lines(batch: ImportBatch) -> list[SkippedLine]:
    rows = ImportLine.objects.filter(batch=batch).order_by("number")[:SHOWN_LINES]
    return [SkippedLine(row.line, worded(row.code, row.value, row.other_line)) for row in rows]


def skipped_reasons(batch: ImportBatch) -> list[tuple[Any, int]]:
    """Each reason in short, the most frequent first."""
    rows = ImportLine.objects.filter(batch=batch).values_list("code").annotate(n=Count("pk"))
    return [(SHORT[code], n) for code, n in rows.order_by("-n", "code") if code in SHORT]
