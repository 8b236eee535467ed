"""What leaves as a workbook is what was there, cell by cell, and never a formula."""

import io
from datetime import date, datetime
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from core.models import Store
from core.xlsx import book, export_xlsx, sheets_of
from tests.core.test_csv import ATTACKS, HARMLESS
from tests.factories import StoreFactory

BERLIN = ZoneInfo("Europe/Berlin")


def written(source, heads, **given) -> io.BytesIO:
    file = io.BytesIO()
    export_xlsx(source, heads, file, title="Customers", zone=BERLIN, **given)
    return file


def sheets(file: io.BytesIO) -> dict[str, list]:
    opened = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def cells(file: io.BytesIO) -> list:
    return sheets(file)["Customers"]


def sheet_xml(file: io.BytesIO) -> str:
    return ZipFile(io.BytesIO(file.getvalue())).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("texts", [ATTACKS, HARMLESS], ids=["formulas", "others"])
def test_every_text_is_a_cell_of_text_as_it_was(db, texts):
    for text in texts:
        StoreFactory(name=text)
    file = written(Store.objects.order_by("pk").values_list("name"), ["Name"])
    assert [row[0] for row in cells(file)] == ["Name", *texts]
    assert "<f>" not in sheet_xml(file)


def test_marks_of_xml_and_of_spreadsheets_stay_text(db):
    text = "<b>&amp; \"quoted\" 'too' _x0041_ ]]> ünï 🛍"
    file = written("SELECT %s::text", ["A & B"], params=[text])
    assert cells(file) == [["A & B"], [text]]


def test_what_xml_forbids_is_left_out(db):
    file = written("SELECT E'a\\x01b\\x0bc'", ["Name"])
    assert cells(file)[1] == ["abc"]


def test_numbers_days_moments_and_answers_are_the_spreadsheet_s_own(db):
    sql = (
        "SELECT 12.50::numeric(14, 2), -3::int, true, DATE '2026-11-20', TIMESTAMPTZ '2026-11-20 23:30+00',"
        " '0049170'::text, NULL::text, NULL::int, 'after'::text"
    )
    row = cells(written(sql, list("abcdefghi")))[1]
    assert row[:4] == [12.5, -3.0, True, date(2026, 11, 20)]
    assert row[4] == datetime(2026, 11, 21, 0, 30)  # noqa: DTZ001 (a spreadsheet knows no zones)
    assert row[5:] == ["0049170", "", "", "after"]


def test_a_day_before_the_calendar_of_spreadsheets_is_text(db):
    assert cells(written("SELECT DATE '1899-05-01'", ["Born"]))[1] == ["1899-05-01"]


def test_what_one_sheet_cannot_hold_goes_on_in_the_next(db, monkeypatch):
    monkeypatch.setattr(book, "MOST_ROWS", 4)
    file = written("SELECT n FROM generate_series(1, 7) AS n", ["N"])
    assert sheets(file) == {
        "Customers": [["N"], [1.0], [2.0], [3.0]],
        "Customers 2": [["N"], [4.0], [5.0], [6.0]],
        "Customers 3": [["N"], [7.0]],
    }
    assert sheets_of(7) == 3


def test_nothing_is_a_sheet_with_its_head_line(db):
    assert cells(written("SELECT 1 WHERE false", ["N"])) == [["N"]]
    assert sheets_of(0) == 1


def test_a_query_with_parameters_and_its_number_of_rows(db):
    for n in range(3):
        StoreFactory(name=f"100% {n}")
    file = io.BytesIO()
    query = Store.objects.filter(name__contains="%").order_by("name").values_list("name", "created_at")
    assert export_xlsx(query, ["Name", "Since"], file, title="A/B: [shops]", zone=BERLIN) == 3
    assert [row[0] for row in sheets(file)["A B   shops"]][1:] == ["100% 0", "100% 1", "100% 2"]


def test_money_keeps_its_cents(db):
    assert "<c><v>0.10</v></c>" in sheet_xml(written("SELECT 0.10::numeric(14, 2)", ["Sum"]))
    assert cells(written("SELECT 99999999999.99::numeric(14, 2)", ["Sum"]))[1] == [99999999999.99]
