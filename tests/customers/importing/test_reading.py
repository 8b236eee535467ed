"""Files as the world writes them."""

import io
import zipfile

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from customers import services
from customers.importing.reading import rows_of, shape_of
from customers.models import ImportBatch
from tests.customers.importing.files import upload

ROWS = [["Name", "E-mail"], ["José Müller", "jose@example.com"], ["“Łucja”", "lucja@example.com"]]
PLAIN = ROWS[:2]


def read(content, name="a.csv"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    shape = shape_of(file, name)
    return shape, [cells for _line, cells in rows_of(file, shape)]


def text(rows, delimiter=",", end="\r\n"):
    return end.join(delimiter.join(row) for row in rows) + end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_is_read(encoding):
    assert read(text(ROWS).encode(encoding))[1] == ROWS


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_letters_are_read_however_late_the_first_one_comes(encoding):
    rows = [PLAIN[0]] + [["Ana", f"ana{i}@example.com"] for i in range(20_000)] + [PLAIN[1]]
    assert read(text(rows).encode(encoding))[1][-1] == PLAIN[1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_parted_by_what_parts_them_evenly(delimiter, end):
    assert read(text(ROWS, delimiter, end))[1] == ROWS


def test_a_comma_within_cells_parts_nothing_in_a_file_of_semicolons():
    rows = [["Name", "E-mail"], ["Silva, Ana", "ana@example.com"], ["Ito, Ben", "ben@example.com"]]
    assert read(text(rows, ";"))[1] == rows


def test_quoted_cells_may_hold_newlines_and_quotes_and_lines_keep_their_numbers():
    file = io.BytesIO(b'a,b\n"one\ntwo","say ""hi"""\n\nlast,row\n')
    assert list(rows_of(file, shape_of(file, "a.csv"))) == [
        (1, ["a", "b"]),
        (2, ["one\ntwo", 'say "hi"']),
        (5, ["last", "row"]),
    ]


def test_our_own_export_comes_back_as_it_was():
    assert read("Phone,Name\n'+351912345678,O'Neil\n")[1][1] == ["+351912345678", "O'Neil"]


def test_a_single_column_is_a_list_too():
    assert read("ana@example.com\nben@example.com\n")[1] == [["ana@example.com"], ["ben@example.com"]]


def sheet(rows):
    cells = "".join(
        f'<row r="{r}">'
        + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row)
        + "<c><v>42</v></c></row>"
        for r, row in enumerate(rows, 1)
    )
    file = io.BytesIO()
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {space} xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        for place, kind, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
            ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/s.xml"),
        ):
            book.writestr(
                place,
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{rel}/{kind}" Target="{target}"/></Relationships>',
            )
        book.writestr("xl/worksheets/s.xml", f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>")
    return file.getvalue()


def test_a_spreadsheet_is_read_with_its_numbers_as_typed():
    shape, rows = read(sheet(ROWS), "a.xlsx")
    assert (shape.kind, shape.sheet) == ("xlsx", "S")
    assert rows == [[*row, "42"] for row in ROWS]


def packed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("customers.csv", "a,b")
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/s.xml", b"0" * (600 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n \r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "picture"),
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"\x1f\x8b\x08...", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'[{"email": "a@b.c"}]', "JSON"),
        (b"\x00\x01\x02\x00\x00\x00\x07" * 50, "not a text file"),
        (packed(), "ZIP"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"Email,Name\n", "no line below"),
        (",".join(f"c{i}" for i in range(10_000)).encode() + b"\n1\n", "10,000 columns"),
        (b'Email,Name\nana@example.com,"never closed' + b"x" * 200_000, "Line 2 .* quotation mark"),
    ],
)
def test_what_is_no_list_of_customers_is_refused_in_words(store, actor, content, words):
    with pytest.raises(DomainError, match=words):
        services.open_import(store=store, file=upload(content), by=actor, now=timezone.now())
    assert not ImportBatch.objects.exists()


def test_a_spreadsheet_that_would_fill_the_memory_is_refused_before_it_is_unpacked():
    with pytest.raises(DomainError, match="too large"):
        read(bomb(), "a.xlsx")


def test_columns_are_recognised_by_heading_and_by_content(store, actor):
    content = (
        "Kundennummer;Vorname;Nachname;Kontakt;Mobil;Sonstiges\n7;Ana;Silva;ana@example.com;+351912345678;x\n"
    )
    batch = services.open_import(store=store, file=upload(content), by=actor, now=timezone.now())
    assert batch.mapping == {
        "0": "external_id",
        "1": "first_name",
        "2": "last_name",
        "3": "email",
        "4": "phone",
    }
    assert (batch.key, batch.has_heading) == ("external_id", True)


def test_a_file_without_a_heading_is_noticed(store, actor):
    content = "ana@example.com,Ana\nben@example.com,Ben\n"
    batch = services.open_import(store=store, file=upload(content), by=actor, now=timezone.now())
    assert (batch.has_heading, batch.headings) == (False, ["Column 1", "Column 2"])
    assert batch.mapping == {"0": "email"}


def test_days_are_read_as_the_file_writes_them(store, actor):
    content = "Email,Birthday\nana@example.com,03/21/1987\n"
    batch = services.open_import(store=store, file=upload(content), by=actor, now=timezone.now())
    assert batch.day_first is False
