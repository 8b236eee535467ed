"""Orders, refunds and carts for programs."""

import json
from decimal import Decimal

import pytest

from commerce.models import Refund
from tests.api.conftest import new_key, with_key
from tests.factories import (
    CartFactory,
    CartLineFactory,
    CustomerFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    ProductFactory,
)


@pytest.fixture
def order(store):
    order = OrderFactory(store=store, number="R1", total=Decimal("50.00"), shipping=Decimal("10.00"))
    product = ProductFactory(store=store)
    OrderLineFactory(order=order, key="1", quantity=2, price=Decimal("20.00"), product=product)
    PaymentFactory(order=order)
    return order


def send(client, url, body):
    return client.post(url, json.dumps(body), content_type="application/json")


def test_an_order_comes_with_its_lines_payments_and_owner(program, order):
    told = program.get(f"/api/orders/{order.public_id}").json()
    assert (told["number"], told["total"], told["value"]) == ("R1", "50.00", "50.00")
    assert told["lines"][0]["product"] == str(order.lines.get().product.public_id)
    assert told["customer"]["email"] == order.customer.email
    assert told["payments"][0]["last_four"] == "4242"


def test_the_list_takes_the_filters_of_the_page(program, store, order):
    OrderFactory(store=store, number="R2", channel="phone")
    found = program.get("/api/orders?channel=phone").json()
    assert [told["number"] for told in found["results"]] == ["R2"]
    assert program.get("/api/orders?search=R1").json()["count"] == 1
    product = order.lines.get().product.public_id
    assert program.get(f"/api/orders?product={product}").json()["count"] == 1


def test_a_walk_by_cursor_shows_every_order_once(program, store):
    for _ in range(7):
        OrderFactory(store=store)
    url, seen = "/api/orders?cursor=&page_size=3", []
    while url:
        page = program.get(url).json()
        seen += [told["id"] for told in page["results"]]
        url = page["next"]
    assert len(seen) == len(set(seen)) == 7


def test_a_list_asks_little_however_many_orders(program, store, at_most):
    for _ in range(20):
        OrderLineFactory(order=OrderFactory(store=store))
    program.get("/api/orders")
    with at_most(12):
        program.get("/api/orders")


def test_a_customers_orders(program, store, order):
    OrderFactory(store=store)
    told = program.get(f"/api/customers/{order.customer.public_id}/orders").json()
    assert [one["number"] for one in told["results"]] == ["R1"]
    nobody = CustomerFactory(store=store)
    assert program.get(f"/api/customers/{nobody.public_id}/orders").json()["count"] == 0


def test_refunding_a_line(program, order):
    response = send(
        program, f"/api/orders/{order.public_id}/refunds", {"lines": [{"key": "1", "quantity": 1}]}
    )
    told = response.json()
    assert response.status_code == 201
    assert (told["amount"], told["lines"]) == ("20.00", [{"key": "1", "quantity": 1, "amount": "20.00"}])
    assert told["by"] == {"kind": "api_key", "name": "Helpdesk"}
    assert program.get(f"/api/orders/{order.public_id}").json()["status"] == "partly_refunded"


def test_too_much_is_refused(program, order):
    response = send(program, f"/api/orders/{order.public_id}/refunds", {"amount": "50.01"})
    assert (response.status_code, response.json()["code"]) == (409, "cannot_refund_order")
    assert not Refund.objects.exists()


@pytest.mark.parametrize(
    "body", [{"amount": "x"}, {"amount": "1.001"}, {"lines": [{"key": "1"}]}, {"sum": "1.00"}], ids=str
)
def test_a_wrong_value_is_told(program, order, body):
    assert send(program, f"/api/orders/{order.public_id}/refunds", body).status_code == 422
    assert not Refund.objects.exists()


def test_a_key_that_may_only_see_refunds_nothing(store, order):
    reader = with_key(new_key(store, scopes=["orders.view"]))
    assert send(reader, f"/api/orders/{order.public_id}/refunds", {}).status_code == 403
    assert not Refund.objects.exists()


def test_carts_tell_their_state(program, store):
    cart = CartLineFactory(cart=CartFactory(store=store)).cart
    told = program.get(f"/api/carts/{cart.public_id}").json()
    assert (told["state"], told["order"], len(told["lines"])) == ("current", None, 1)
    assert program.get("/api/carts?state=abandoned").json()["count"] == 0
