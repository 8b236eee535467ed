"""Files that are no list of customers, told by how they begin and named for who picked them."""

import zipfile
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_UNPACKED = 512 * 1024 * 1024  # of a spreadsheet: it is read in memory
MEGABYTE = 1024 * 1024
ZIP = b"PK\x03\x04"

_BEGINNINGS = (
    (b"%PDF", gettext_lazy("This is a PDF. Save the list as CSV or XLSX and upload that.")),
    (b"\x89PNG", gettext_lazy("This is a picture, not a list.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture, not a list.")),
    (b"GIF8", gettext_lazy("This is a picture, not a list.")),
    (b"RIFF", gettext_lazy("This is a picture or a sound, not a list.")),
    (b"\x1f\x8b", gettext_lazy("This file is packed (gzip). Unpack it and upload what is in it.")),
    (b"Rar!", gettext_lazy("This file is packed (RAR). Unpack it and upload what is in it.")),
    (b"7z\xbc\xaf", gettext_lazy("This file is packed (7z). Unpack it and upload what is in it.")),
    (
        b"\xd0\xcf\x11\xe0",
        gettext_lazy("This is an old Excel file (.xls) or one with a password. Save it as XLSX or CSV."),
    ),
)
_MARKUP = (
    (
        (b"<!doctype html", b"<html"),
        gettext_lazy("This is a web page, not a list. Did the download fail?"),
    ),
    ((b"<?xml", b"<rss"), gettext_lazy("This is XML. Save the list as CSV or XLSX and upload that.")),
    ((b"{", b"[{"), gettext_lazy("This is JSON. Send it through the API, or save the list as CSV.")),
)


def refusal_of(head: bytes, file: IO[bytes]) -> str:
    """Why this file cannot be a list; empty when it may be one."""
    if not head:
        return _("This file is empty.")
    for beginning, words in _BEGINNINGS:
        if head.startswith(beginning):
            return str(words)
    if head.startswith(ZIP):
        return _refusal_of_zip(file)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for beginnings, words in _MARKUP:
        if start.startswith(beginnings):
            return str(words)
    if _is_binary(head):
        return _("This is not a text file. Upload a CSV or an XLSX file.")
    return ""


def _refusal_of_zip(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(getattr(file, "file", file)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if "xl/workbook.xml" not in names:
                return _refusal_of_other_zip(names)
            if unpacked > MOST_UNPACKED:
                said = _("This spreadsheet is too large: unpacked it has %(n)s MB. Save it as CSV instead.")
                return said % {"n": f"{unpacked // MEGABYTE:,}"}
            # Also proves that the sizes above are true.
            return _("This spreadsheet is damaged. Save it once more.") if archive.testzip() else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
        return _("This spreadsheet is damaged or has a password. Save it once more without one.")


def _refusal_of_other_zip(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return _("This is a binary Excel file (.xlsb). Save it as XLSX or CSV.")
    if "content.xml" in names:
        return _("This is an OpenDocument file. Save it as XLSX or CSV.")
    if "word/document.xml" in names:
        return _("This is a Word document. Save the list as CSV or XLSX.")
    return _("This file is packed (ZIP). Unpack it and upload what is in it.")


def _is_binary(head: bytes) -> bool:
    """Text has no zeros, but for UTF-16, where about every second byte is one."""
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = head[: len(head) // 2 * 2][:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    return not (even > 0.7 * half > odd or odd > 0.7 * half > even)
