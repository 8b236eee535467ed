"""A file somebody gave us as rows of text: what it is, how it is written, its lines one after another."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from core.exceptions import DomainError
from customers.importing.spreadsheets import rows_of_sheet, sheet_of
from customers.importing.wrong_files import ZIP, refusal_of

BLOCK = 1024 * 1024
SAMPLE = 256 * 1024
MOST_COLUMNS = 500
DELIMITERS = (",", ";", "\t", "|")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Row = tuple[int, list[str]]  # the number of its line, its cells


class CannotReadFile(DomainError):
    code = "cannot_read_file"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a file is written. As JSON it goes with the batch."""

    kind: str  # csv or xlsx
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def shape_of(file: IO[bytes], name: str) -> Shape:
    """Reads the whole file once: a letter that tells Latin-1 from UTF-8 may stand at its end."""
    file.seek(0)
    head = file.read(SAMPLE)
    if reason := refusal_of(head, file):
        raise CannotReadFile(reason)
    if head.startswith(ZIP):
        return Shape(kind="xlsx", sheet=sheet_of(file))
    encoding = _encoding_of(file, head)
    text = head.decode(encoding, errors="ignore")
    if not text.strip():
        raise CannotReadFile(_("This file is empty."))
    return Shape(kind="csv", encoding=encoding, delimiter=_delimiter_of(text))


def rows_of(file: IO[bytes], shape: Shape) -> Iterator[Row]:
    """Every line that says something, without what stands around its cells."""
    file.seek(0)
    lines = rows_of_sheet(file, shape.sheet) if shape.kind == "xlsx" else _lines_of(file, shape)
    for number, cells in lines:
        if len(cells) > MOST_COLUMNS:
            said = _("This file has %(n)s columns; at most %(most)s are read. Remove those you do not need.")
            raise CannotReadFile(said % {"n": f"{len(cells):,}", "most": MOST_COLUMNS})
        stripped = [_bare(cell) for cell in cells]
        if any(stripped):
            yield number, stripped


def _lines_of(file: IO[bytes], shape: Shape) -> Iterator[Row]:
    # Not closed with the wrapper: the file is the caller's.
    text = io.TextIOWrapper(getattr(file, "file", file), shape.encoding, errors="replace", newline="")
    lines = csv.reader(text, delimiter=shape.delimiter)
    number = 1
    try:
        for cells in lines:
            yield number, cells
            number = lines.line_num + 1
    except csv.Error:
        said = _("Line %(line)s cannot be read: a quotation mark is opened there and never closed.")
        raise CannotReadFile(said % {"line": f"{number:,}"}) from None
    finally:
        text.detach()


def _bare(cell: str) -> str:
    """Our own exports put an apostrophe before what a spreadsheet would calculate, such as +44…"""
    cell = cell.strip(" \t\r\n\ufeff\xa0")
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" and len(cell) > 1 else cell


def _encoding_of(file: IO[bytes], head: bytes) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    if _decodes(file, "utf-8"):
        return "utf-8"
    return "cp1252" if _decodes(file, "cp1252") else "latin-1"


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(text: str) -> str:
    """What parts the most lines into the same number of cells, more than one."""
    # The sample may end within a line.
    whole = text[: text.rfind("\n")] if text.count("\n") > 1 else text
    return max(DELIMITERS, key=lambda mark: _evenness(whole, mark))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if number == 100:
                break
            widths[len(cells)] += bool(cells)
    except csv.Error:
        return 0, 0
    width, lines = max(widths.items(), key=lambda found: (found[0] > 1, found[1], found[0]), default=(0, 0))
    return (lines, width) if width > 1 else (0, 0)
