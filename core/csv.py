"""CSV a spreadsheet opens as data: no cell of it can become a formula.

`CsvWriter` writes rows made in Python. `export_rows` lets PostgreSQL write them, near its full speed.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from numbers import Number
from typing import IO, Any

from core.copying import (
    BOOLEANS,
    DATES,
    MOMENTS,
    NUMBERS,
    TIMES,
    UUIDS,
    OnBlock,
    Selected,
    Source,
    copied,
)

# What a spreadsheet takes for the start of a formula, with the full-width forms some also accept.
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
BOM = "\ufeff".encode()  # makes Excel read UTF-8

_HARMLESS = BOOLEANS | NUMBERS | DATES | MOMENTS | TIMES | UUIDS  # no formula can be written in them


def guarded(value: Any) -> Any:
    """The value as a cell that stays text: a leading apostrophe disarms what looks like a formula."""
    if value is None or isinstance(value, Number):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(tuple(FORMULA_STARTS)) else text


class CsvWriter:
    """Writes guarded rows to a binary file, quoted as RFC 4180 has it."""

    def __init__(self, file: IO[bytes], *, bom: bool = False):
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text)
        if bom:
            file.write(BOM)

    def __enter__(self) -> "CsvWriter":
        return self

    def __exit__(self, *_exception: object) -> None:
        self._text.detach()  # the file is the caller's to close

    def row(self, values: Iterable[Any]) -> None:
        self._rows.writerow([guarded(value) for value in values])

    def rows(self, rows: Iterable[Iterable[Any]]) -> None:
        for values in rows:
            self.row(values)


def export_rows(
    source: Source,
    columns: Sequence[str],
    file: IO[bytes],
    *,
    params: Sequence[Any] = (),
    header: bool = True,
    bom: bool = False,
    on_block: OnBlock | None = None,
) -> int:
    """Write the rows of a `.values_list(…)` query, or of an SQL text, as CSV; returns their number.

    `columns` are the head line. `on_block(rows_so_far)` is called as rows arrive, for progress.
    """
    if bom:
        file.write(BOM)
    if header:
        with CsvWriter(file) as head:
            head.row([str(column) for column in columns])
    written = 0
    for row in copied(source, params, len(columns), _guarded_columns, on_block=on_block):
        file.write(row)
        written += 1
    return written


def _guarded_columns(columns: list[Selected]) -> str:
    """Guard, in SQL, every column whose type could hold a formula."""
    # ascii() is the code point in a UTF-8 database, 0 of an empty text, and costs almost nothing.
    starts = ", ".join(str(ord(character)) for character in FORMULA_STARTS)
    return ", ".join(
        name
        if oid in _HARMLESS
        else f"CASE WHEN ascii({name}::text) IN ({starts}) THEN '''' || {name}::text ELSE {name}::text END"
        for name, oid in ((column.name, column.oid) for column in columns)
    )
