"""The kinds of file an export can be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from core.copying import OnBlock, Source
from core.csv import export_rows
from core.json_lines import export_json_lines
from core.lists.table import Column, Table
from core.models import Store
from core.xlsx import export_xlsx


@dataclass(frozen=True)
class Format:
    key: str
    label: Any
    text: Any
    ending: str
    write: Callable[[Table, Store, Source, Sequence[Column], IO[bytes], OnBlock], int]


def _csv(table, store, source, columns, file, on_block):
    return export_rows(source, [str(c.label) for c in columns], file, bom=True, on_block=on_block)


def _xlsx(table, store, source, columns, file, on_block):
    heads = [str(column.label) for column in columns]
    return export_xlsx(source, heads, file, title=str(table.label), zone=store.zone, on_block=on_block)


def _json(table, store, source, columns, file, on_block):
    return export_json_lines(source, [column.key for column in columns], file, on_block=on_block)


FORMATS = {
    one.key: one
    for one in (
        Format("csv", _("CSV"), _("For Excel, Numbers, Google Sheets and imports"), "csv", _csv),
        Format("xlsx", _("Excel workbook"), _("With real numbers and dates"), "xlsx", _xlsx),
        Format("json", _("JSON lines"), _("For programs: one object a line"), "jsonl", _json),
    )
}
DEFAULT = "csv"
