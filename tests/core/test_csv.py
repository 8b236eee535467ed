"""What leaves as CSV stays data in every spreadsheet."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Value
from django.utils import timezone

from core.csv import CsvWriter, export_rows
from core.models import Store
from tests.factories import StoreFactory

ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    '=HYPERLINK("http://evil.example","click")',
]
HARMLESS = ["plain", "a=b", 'with "quotes"', "two\nlines", "comma, semicolon;", "Žofie 🛍", "O'Brien"]


def read(file):
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def written_by_python(texts):
    file = io.BytesIO()
    with CsvWriter(file) as writer:
        writer.row(["name"])
        writer.rows([text] for text in texts)
    return file


def written_by_postgresql(texts):
    for text in texts:
        StoreFactory(name=text)
    file = io.BytesIO()
    export_rows(Store.objects.order_by("pk").values_list("name"), ["name"], file)
    return file


@pytest.fixture(params=[written_by_python, written_by_postgresql], ids=["python", "postgresql"])
def export(request, db):
    return request.param


def test_every_formula_is_disarmed(export):
    assert read(export(ATTACKS)) == [["name"]] + [[f"'{text}"] for text in ATTACKS]


def test_everything_else_comes_back_as_it_was(export):
    assert read(export(HARMLESS)) == [["name"]] + [[text] for text in HARMLESS]


def test_numbers_and_dates_are_not_taken_for_formulas():
    file = io.BytesIO()
    with CsvWriter(file) as writer:
        writer.row([-5, Decimal("-1.50"), date(2026, 11, 20), None, True])
    assert file.getvalue() == b"-5,-1.50,2026-11-20,,True\r\n"


def test_the_database_writes_numbers_dates_and_nulls_plainly(db):
    file = io.BytesIO()
    sql = "SELECT -5, -1.50::numeric, DATE '2026-11-20', NULL::text, '=x', '{\"a\": 1}'::jsonb"
    assert export_rows(sql, ["a", "b", "c", "d", "e", "f"], file, header=False) == 1
    assert read(file) == [["-5", "-1.50", "2026-11-20", "", "'=x", '{"a": 1}']]


def test_the_head_line_is_guarded_too(db):
    file = io.BytesIO()
    export_rows("SELECT 1", ["=cmd"], file)
    assert read(file) == [["'=cmd"], ["1"]]


def test_a_byte_order_mark_stands_before_the_head_line(db):
    file = io.BytesIO()
    export_rows("SELECT 1", ["n"], file, bom=True)
    assert file.getvalue().startswith(b"\xef\xbb\xbfn\r\n")


def test_a_query_keeps_its_parameters_order_and_number_of_rows(db):
    names = [f"shop {n:02}" for n in range(30)]
    Store.objects.bulk_create(Store(name=name) for name in reversed(names))
    file = io.BytesIO()
    query = Store.objects.filter(name__startswith="shop").annotate(x=Value("100%")).order_by("name")
    count = export_rows(query.values_list("name", "x", "created_at"), ["name", "x", "since"], file)
    rows = read(file)[1:]
    assert count == 30
    assert [row[0] for row in rows] == names
    assert {row[1] for row in rows} == {"100%"}
    assert rows[0][2].startswith(str(timezone.now().date()))


def test_a_wrong_number_of_columns_is_refused(db):
    with pytest.raises(ValueError, match="2 columns selected, 1 named"):
        export_rows("SELECT 1, 2", ["one"], io.BytesIO())
