"""XLSX as rows of text. The whole sheet is read in memory, at a sixteenth of the time a stream takes."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from core.exceptions import DomainError


class CannotReadSheet(DomainError):
    code = "cannot_read_file"


def sheet_of(file: IO[bytes]) -> str:
    """The first sheet that can be seen and holds something."""
    book = _book(file)
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and book.get_sheet_by_name(sheet.name).total_height:
            return sheet.name
    raise CannotReadSheet(_("This file is empty."))


def rows_of_sheet(file: IO[bytes], name: str) -> Iterator[tuple[int, list[str]]]:
    sheet = _book(file).get_sheet_by_name(name)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [_text(cell) for cell in cells]


def _book(file: IO[bytes]) -> CalamineWorkbook:
    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(getattr(file, "file", file))
    except CalamineError:
        raise CannotReadSheet(_("This spreadsheet is damaged. Save it once more.")) from None


def _text(cell: Any) -> str:
    """As a person reads it: a number typed as 42 is not 42.0, a day has no midnight."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
