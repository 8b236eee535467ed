"""What is wrong with an order is said per item, and nothing of it is written."""

import pytest

from commerce.models import Cart, Order, OrderLine, Payment, Refund, Shipment
from core.models import EventRecord
from customers.models import Customer
from tests.commerce.sent import PLACED, a_cart, a_line, an_order, ana, deliver, deliver_carts
from tests.factories import ApiKeyFactory, CustomerFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db
PAID = {"method": "card", "amount": "1"}
BACK = {"id": "r", "amount": "10"}

WRONG = {
    "negative money": ({"total": "-1"}, "total", "min_value"),
    "negative price": ({"lines": [a_line(price="-0.01")]}, "lines.0.price", "min_value"),
    "three decimals": ({"shipping": "1.005"}, "shipping", "max_decimal_places"),
    "a total of 10^15": ({"total": "1000000000000000"}, "total", "max_digits"),
    "lines that sum to 10^15": (
        {"lines": [a_line(price="999999999999", quantity=1000)]},
        "lines.0.price",
        "out_of_range",
    ),
    "a value of 10^15": (
        {"total": "999999999999", "currency": "EUR", "rate": "1000"},
        "total",
        "out_of_range",
    ),
    "a total below 0": ({"discount": "200"}, "total", "min_value"),
    "an unknown currency": ({"currency": "XXQ"}, "currency", "unknown_currency"),
    "no rate": ({"currency": "EUR"}, "rate", "no_rate"),
    "a rate of 0": ({"currency": "EUR", "rate": "0"}, "rate", "min_value"),
    "a rate of the own currency": ({"currency": "USD", "rate": "2"}, "rate", "own_currency"),
    "no lines": ({"lines": []}, "lines", "empty"),
    "501 lines": ({"lines": [a_line(id=str(n)) for n in range(501)]}, "lines", "max_length"),
    "the same line twice": ({"lines": [a_line(), a_line()]}, "lines.1.id", "duplicate"),
    "a line of nothing": ({"lines": [{"price": "1"}]}, "lines.0.title", "required"),
    "quantity 0": ({"lines": [a_line(quantity=0)]}, "lines.0.quantity", "min_value"),
    "quantity of text": ({"lines": [a_line(quantity="two")]}, "lines.0.quantity", "invalid"),
    "a discount above the price": ({"lines": [a_line(discount="100.01")]}, "lines.0.discount", "max_value"),
    "placed in 1970": ({"placed_at": "1970-01-01T00:00:00Z"}, "placed_at", "too_early"),
    "paid in 1989": ({"paid_at": "1989-12-31T23:59:59Z"}, "paid_at", "too_early"),
    "shipped in 2100": ({"shipped_at": "2100-01-01T00:00:00Z"}, "shipped_at", "too_late"),
    "no zone": ({"placed_at": "2026-03-02T10:00:00"}, "placed_at", "no_zone"),
    "not a time": ({"placed_at": "yesterday"}, "placed_at", "invalid"),
    "never placed": ({"placed_at": None}, "placed_at", "null"),
    "an unknown status": ({"status": "lost"}, "status", "invalid_choice"),
    "a NUL byte": ({"note": "a\x00b"}, "note", "null_character"),
    "a long note": ({"note": "x" * 2001}, "note", "max_length"),
    "no external id": ({"external_id": " "}, "external_id", "blank"),
    "a list for text": ({"number": ["1"]}, "number", "invalid"),
    "text for lines": ({"lines": "boot"}, "lines", "not_a_list"),
    "text for a line": ({"lines": ["boot"]}, "lines.0", "invalid"),
    "text for the customer": ({"customer": "Ana"}, "customer", "invalid"),
    "the same payment twice": (
        {"payments": [{"id": "p", **PAID}, {"id": "p", **PAID}]},
        "payments.1.id",
        "duplicate",
    ),
    "the same shipment twice": ({"shipments": [{"id": "s"}, {"id": "s"}]}, "shipments.1.id", "duplicate"),
    "a link that is none": (
        {"shipments": [{"tracking_url": "javascript:alert(1)"}]},
        "shipments.0.tracking_url",
        "invalid",
    ),
    "the same refund twice": ({"refunds": [BACK, BACK]}, "refunds.1.id", "duplicate"),
    "a refund of 0": ({"refunds": [{"id": "r", "amount": "0"}]}, "refunds.0.amount", "min_value"),
    "refunds above the total": (
        {"refunds": [{"id": "r", "amount": "60"}, {"id": "s", "amount": "40.01"}]},
        "refunds",
        "refund_above_total",
    ),
    "a refund of another line": (
        {"refunds": [{**BACK, "lines": [{"line": "9"}]}]},
        "refunds.0.lines.0.line",
        "unknown_line",
    ),
    "a line refunded twice at once": (
        {"lines": [a_line(quantity=2)], "refunds": [{**BACK, "lines": [{"line": "1"}, {"line": "1"}]}]},
        "refunds.0.lines.1.line",
        "duplicate",
    ),
    "more back than bought": (
        {"refunds": [{**BACK, "lines": [{"line": "1", "quantity": 2}]}]},
        "refunds.0.lines.0.quantity",
        "max_value",
    ),
}


@pytest.fixture
def send(client, store):
    ApiKeyFactory(store=store, secret="rgl_live_the-shop")
    headers = {"Authorization": "Bearer rgl_live_the-shop"}

    def post(body, to="/api/orders"):
        return client.post(to, body, content_type="application/json", headers=headers)

    return post


def nothing_was_written():
    kept = (Order, OrderLine, Payment, Shipment, Refund, Cart, Customer)
    told = EventRecord.objects.filter(name__regex="^(commerce|customers)")
    return not any(rows.exists() for rows in (*(model.objects for model in kept), told))


@pytest.mark.parametrize(("wrong", "field", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_nothing_written(send, wrong, field, code):
    whole = an_order(customer=ana(), payments=[PAID], **{"placed_at": PLACED})
    answer = send([{**whole, **wrong}]).json()
    (result,) = answer["results"]
    assert (result["outcome"], answer["failed"]) == ("failed", 1)
    assert [error["code"] for error in result["errors"].get(field, [])] == [code], result["errors"]
    assert all(error["message"] for error in result["errors"][field])
    assert nothing_was_written()


def test_one_alone_is_refused_with_a_problem(send):
    answer = send(an_order(total="-1", customer=ana()))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["field"] == "total"
    assert nothing_was_written()


def test_what_the_house_refuses_alone_is_a_problem_too(send):
    answer = send(an_order(currency="EUR"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no_rate")
    assert "Settings, Currencies" in answer.json()["errors"][0]["message"]


def test_a_bad_order_never_costs_its_neighbours(send, store):
    faults = [given for given, _field, _code in WRONG.values() if "external_id" not in given]
    wrong = [{**an_order(f"bad-{n}"), **given} for n, given in enumerate(faults)]
    batch = [an_order("first"), *wrong, an_order("last"), "nonsense", None, 7]
    answer = send(batch).json()
    assert (answer["created"], answer["failed"]) == (2, len(wrong) + 3)
    assert [result["index"] for result in answer["results"]] == list(range(len(batch)))
    assert set(store.orders.values_list("external_id", flat=True)) == {"first", "last"}


def test_unknown_fields_are_left_alone_and_named(send):
    answer = send([an_order(colour="red", lines=[a_line(weight=3)])]).json()
    assert set(answer["results"][0]["ignored_fields"]) == {"colour", "lines.0.weight"}


def test_one_alone_is_answered_with_the_order_as_text_of_money(send):
    answer = send(an_order(lines=[a_line(quantity=2, discount="1.50")]))
    assert (answer.status_code, answer.json()["lines"][0]["total"]) == (201, "198.50")
    assert answer.headers["Location"] == f"/api/orders/{answer.json()['id']}"


def test_a_thousand_and_one_are_too_many(send):
    assert send([an_order(str(n)) for n in range(1001)]).status_code == 422
    assert nothing_was_written()


def test_lines_of_a_megabyte_are_refused(send):
    lines = [a_line(id=str(n), variant="x" * 200, title="z" * 200, colour="c" * 1700) for n in range(500)]
    heavy = an_order(lines=lines)
    answer = send([heavy, an_order("light")]).json()
    assert [result["outcome"] for result in answer["results"]] == ["failed", "created"]


def test_another_stores_ids_mean_nothing_here(store):
    elsewhere = StoreFactory()
    deliver(elsewhere, an_order(customer=ana(), cart_id="c-1"))
    ProductFactory(store=elsewhere, external_id="boot")
    (item,) = deliver(store, an_order(customer=ana(first_name="Another")))
    here, there = Order.objects.get(store=store), Order.objects.get(store=elsewhere)
    assert (item.outcome, here.lines.get().product) == ("created", None)
    assert here.customer.store == store
    assert here.customer.first_name == "Another"
    there.customer.refresh_from_db()
    assert there.customer.first_name == "Ana"


def test_a_cart_of_another_store_is_not_ended(store):
    from_elsewhere = StoreFactory()
    deliver(store, an_order(cart_id="c-1"))
    deliver_carts(from_elsewhere, a_cart("c-1"))
    assert Cart.objects.get().order is None


def test_a_bad_cart_is_refused_whole(send):
    lines = [a_line(), a_line(quantity=-1)]
    answer = send(
        [a_cart(lines=lines), a_cart("c-2", updated_at=None), a_cart("c-3")], to="/api/carts"
    ).json()
    assert [result["outcome"] for result in answer["results"]] == ["failed", "failed", "created"]
    assert Cart.objects.get().external_id == "c-3"


def test_who_may_not_send_is_refused(client, store):
    ApiKeyFactory(store=store, secret="rgl_live_reads-only", scopes=["orders.view"])
    headers = {"Authorization": "Bearer rgl_live_reads-only"}
    for address, body in (("/api/orders", an_order()), ("/api/carts", a_cart())):
        answer = client.post(address, body, content_type="application/json", headers=headers)
        assert answer.status_code == 403
    assert nothing_was_written()


def test_a_customer_here_keeps_what_was_stated(store):
    known = CustomerFactory(store=store, email="ana@example.com", first_name="Anastasia")
    deliver(store, an_order(customer={"email": "Ana@Example.com", "first_name": "Ana"}))
    known.refresh_from_db()
    assert (Order.objects.get().customer, known.first_name) == (known, "Anastasia")
