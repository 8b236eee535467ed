"""Workbooks any spreadsheet opens: written by PostgreSQL row by row, so that memory stays flat.

Texts are cells of text, which no spreadsheet takes for a formula; numbers, days and moments are its own.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from io import BufferedWriter
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from core.copying import AS_IT_IS, OnBlock, Source, copied
from core.xlsx.cells import row_of
from core.xlsx.frame import FROZEN, HEAD, MAIN, frame, sheet_name

MOST_ROWS = 1_048_576  # of a sheet, its head line among them
BLOCK = 256 * 1024  # compressed at once: row by row takes longer
MOST_BYTES = 1_900_000_000  # of a sheet's own file: beyond 2 GB, old programs cannot open it


def export_xlsx(
    source: Source,
    columns: Sequence[str],
    file: IO[bytes],
    *,
    title: str,
    zone: ZoneInfo,
    params: Sequence[Any] = (),
    on_block: OnBlock | None = None,
) -> int:
    """Write the rows of a `.values_list(…)` query, or of an SQL text; returns their number.

    `columns` are the head line, moments are told in `zone`. What is too much for a sheet goes on in the next.
    """
    rows = copied(
        source,
        params,
        len(columns),
        lambda selected: row_of(selected, zone),
        form=AS_IT_IS,
        on_block=on_block,
    )
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as book:
        count, sheets = _write_sheets(book, rows, _head(columns))
        names = [sheet_name(title, number) for number in range(1, sheets + 1)]
        for path, content in frame(names).items():
            book.writestr(path, content)
    return count


def sheets_of(rows: int) -> int:
    """How many sheets so many rows take, each with its head line."""
    return max(1, -(-rows // (MOST_ROWS - 1)))


def _write_sheets(book: ZipFile, rows: Iterator[Any], head: bytes) -> tuple[int, int]:
    count, sheets, more = 0, 0, True
    while more:
        sheets, more, size, here = sheets + 1, False, 0, 1
        with _sheet(book, sheets, head) as write:
            for row in rows:
                write(row)
                count, here, size = count + 1, here + 1, size + len(row)
                if here == MOST_ROWS or size > MOST_BYTES:
                    more = True
                    break
    return count, sheets


@contextmanager
def _sheet(book: ZipFile, number: int, head: bytes) -> Iterator[Callable[[Any], Any]]:
    with BufferedWriter(book.open(f"xl/worksheets/sheet{number}.xml", "w"), BLOCK) as sheet:  # type: ignore[type-var]
        sheet.write(
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{FROZEN}'
            "</sheetView></sheetViews><sheetData>".encode()
        )
        sheet.write(head)
        yield sheet.write
        sheet.write(b"</sheetData></worksheet>")


def _head(columns: Sequence[str]) -> bytes:
    cells = (f'<c t="inlineStr" s="3"><is><t>{escape(str(name))}</t></is></c>' for name in columns)
    return f"<row>{''.join(cells)}</row>".encode()
