"""Walking a sorted list page by page, forwards and back."""

import json
from base64 import urlsafe_b64decode
from zlib import decompress

import pytest
from django.core import signing
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from core.keyset import LONGEST, Order, by_cursor, by_number
from customers.models import Customer
from tests.factories import CustomerFactory

ORDERS = [(sign + name,) for name in ("sort_name", "email", "created_at") for sign in ("", "-")]
ORDERS += [
    ("email", "-sort_name"),
    ("-status", "email"),
    ("sort_name", "phone", "-email"),
    ("store__name", "email"),
    ("metrics__ltv",),
    ("-metrics__health",),
]


def expected(rows, order):
    terms = [
        F(term.removeprefix("-")).desc(nulls_last=True) if term[0] == "-" else F(term).asc(nulls_last=True)
        for term in order.terms
    ]
    return list(rows.order_by(*terms, "-pk" if order.terms[-1][0] == "-" else "pk"))


def walked(rows, order, size):
    seen, after = [], None
    while True:
        page = by_cursor(rows, order, size, after=after)
        seen += page.rows
        if not page.has_next:
            return seen
        after = order.read(order.cursor_of(page.rows[-1]))


def packed(cursor):
    """What anybody can read of a cursor."""
    raw = cursor.removeprefix(".").split(":")[0]
    raw = urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
    return json.loads(decompress(raw) if cursor.startswith(".") else raw)


@pytest.mark.parametrize("terms", ORDERS)
def test_every_row_comes_once_in_order_both_ways(store, crowd, terms):
    rows = store.customers.all()
    order = Order(rows, terms)
    whole = expected(rows, order)
    assert walked(rows, order, 5) == whole

    back, before = [], order.read(order.cursor_of(whole[-1]))
    while True:
        page = by_cursor(rows, order, 5, before=before)
        back = page.rows + back
        if not page.has_previous:
            break
        before = order.read(order.cursor_of(page.rows[0]))
    assert back == whole[:-1]


@pytest.mark.parametrize("deep", [0, 1_000])
@pytest.mark.parametrize("terms", ORDERS)
def test_numbered_pages_are_the_same_walk(store, crowd, terms, deep, monkeypatch):
    monkeypatch.setattr("core.keyset.DEEP", deep)
    rows = store.customers.all()
    order = Order(rows, terms)
    pages = [by_number(rows, order, 5, number) for number in range(1, 6)]
    assert [row for page in pages for row in page.rows] == expected(rows, order)
    assert [page.has_next for page in pages] == [True, True, True, True, False]


@pytest.mark.parametrize("descending", ["", "-"])
def test_pages_that_end_among_equals_leave_none_of_them_out(store, descending):
    for _ in range(7):
        CustomerFactory(store=store, first_name="Ana", last_name="Ruiz", email=None)
    rows = store.customers.all()
    for name in ("email", "sort_name"):
        order = Order(rows, (descending + name,))
        assert walked(rows, order, 2) == expected(rows, order)


def test_goes_on_behind_a_row_deleted_since(store, crowd):
    rows = store.customers.all()
    order = Order(rows, ("email",))
    page = by_cursor(rows, order, 5)
    cursor = order.read(order.cursor_of(page.rows[-1]))
    Customer.objects.filter(pk=page.rows[-1].pk).delete()
    assert by_cursor(rows, order, 5, after=cursor).rows == expected(rows, order)[4:9]


@pytest.mark.parametrize("terms", [("sort_name",), ("-sort_name",), ("email",), ("-email",)])
def test_a_row_deleted_since_takes_none_of_its_equals_along(store, crowd, terms):
    rows = store.customers.all()
    order = Order(rows, terms)
    whole = expected(rows, order)
    seen, last = whole[:-2], whole[-3]
    cursor = order.read(order.cursor_of(last))
    Customer.objects.filter(pk=last.pk).delete()
    rest = by_cursor(rows, order, 50, after=cursor).rows
    assert set(whole) - set(seen) <= set(rest)


def test_another_stores_row_is_no_place_to_start_from(store, crowd, stranger):
    hers = CustomerFactory(store=stranger.membership.store, email="ana002@example.com")
    order = Order(store.customers.all(), ("email",))
    cursor = order.read(order.cursor_of(hers))
    found = by_cursor(order.rows, order, 5, after=cursor).rows
    assert [row.email for row in found][-1] == "ana007@example.com"
    assert {row.store for row in found} == {store}


def test_a_cursor_names_the_row_by_its_public_id_only(store, crowd):
    row = crowd[1]
    cursor = Order(store.customers.all(), ("-email",)).cursor_of(row)
    assert packed(cursor) == [["-email"], ["ana001@example.com"], str(row.public_id)]


def test_a_cursor_fits_only_its_order(store, crowd):
    rows = store.customers.all()
    cursor = Order(rows, ("email",)).cursor_of(crowd[1])
    assert Order(rows, ("email",)).read(cursor)
    for terms in [("-email",), ("sort_name",), ("email", "sort_name")]:
        assert Order(rows, terms).read(cursor) is None


def test_a_cursor_made_by_hand_is_none(store, crowd):
    order = Order(store.customers.all(), ("email",))
    cursor = order.cursor_of(crowd[1])
    assert order.read(cursor[:-1]) is None
    assert order.read(cursor[1:]) is None
    assert order.read(signing.dumps([["email"], ["a"], str(crowd[1].public_id)])) is None


def test_the_longest_name_still_fits_into_a_cursor(store):
    longest = Customer._meta.get_field("sort_name").max_length
    row = CustomerFactory(store=store)
    row.sort_name = "".join(chr(0x4E00 + n * 37 % 20_000) for n in range(longest or 200))
    order = Order(store.customers.all(), ("sort_name",))
    cursor = order.cursor_of(row)
    assert len(cursor) < LONGEST
    assert order.read(cursor).values == (row.sort_name,)


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_is_an_error_as_a_cursor(text):
    for terms in (("email",), ("created_at",)):
        assert Order(Customer.objects.all(), terms).read(text) is None
