"""Walking a sorted list page by page, forwards and back."""

import uuid

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from core.lists.keyset import Cursor, Order, by_cursor, by_number
from customers.models import Customer

EMAIL = Customer._meta.get_field("email")
ADDED = Customer._meta.get_field("created_at")
ORDERS = [(name, down) for name in ("sort_name", "email", "created_at") for down in (False, True)]


def cursor_of(order, row):
    text = str(Cursor(getattr(row, order.name), row.public_id))
    return Cursor.read(text, order.column)


def expected(rows, order):
    term = F(order.name).desc(nulls_last=True) if order.descending else F(order.name).asc(nulls_last=True)
    return list(rows.order_by(term, "-pk" if order.descending else "pk"))


@pytest.mark.parametrize(("name", "descending"), ORDERS)
def test_every_row_comes_once_in_order_both_ways(store, crowd, name, descending):
    rows = store.customers.all()
    order = Order(rows, name, descending)
    whole, seen, after = expected(rows, order), [], None
    while True:
        page = by_cursor(rows, order, 5, after=after)
        seen += page.rows
        if not page.has_next:
            break
        after = cursor_of(order, page.rows[-1])
    assert seen == whole

    back, before = [], cursor_of(order, whole[-1])
    while True:
        page = by_cursor(rows, order, 5, before=before)
        back = page.rows + back
        if not page.has_previous:
            break
        before = cursor_of(order, page.rows[0])
    assert back == whole[:-1]


@pytest.mark.parametrize(("name", "descending"), ORDERS)
def test_numbered_pages_are_the_same_walk(store, crowd, name, descending):
    rows = store.customers.all()
    order = Order(rows, name, descending)
    pages = [by_number(rows, order, 5, number) for number in range(1, 6)]
    assert [row for page in pages for row in page.rows] == expected(rows, order)
    assert [page.has_next for page in pages] == [True, True, True, True, False]


def test_goes_on_behind_a_row_deleted_since(store, crowd):
    rows = store.customers.all()
    order = Order(rows, "email", False)
    page = by_cursor(rows, order, 5)
    cursor = cursor_of(order, page.rows[-1])
    Customer.objects.filter(pk=page.rows[-1].pk).delete()
    assert by_cursor(rows, order, 5, after=cursor).rows == expected(rows, order)[4:9]


def test_another_stores_row_is_no_place_to_start_from(store, crowd, stranger):
    rows = store.customers.all()
    order = Order(rows, "email", False)
    cursor = Cursor("ana002@example.com", uuid.uuid4())
    assert by_cursor(rows, order, 1, after=cursor).rows[0].email == "ana003@example.com"


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_is_an_error_as_a_cursor(text):
    for column in (EMAIL, ADDED):
        cursor = Cursor.read(text, column)
        assert cursor is None or isinstance(cursor, Cursor)
