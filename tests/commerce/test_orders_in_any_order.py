"""However the news of orders and carts arrives, the same rows are left.

A history is several versions of several orders and carts. It is delivered in the order it happened, one by
one, to one store, and to another shuffled, with repeats, cut into batches anywhere. What both keep is equal.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.models import Cart, CartLine, Order, OrderLine, Payment, Refund, RefundLine, Shipment
from commerce.models.orders import TIMES
from customers.models import CustomerMetrics
from tests.commerce.sent import deliver, deliver_carts
from tests.factories import ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
OURS = {"id", "store", "created_at", "public_id", "told"}  # of the delivery, not of the news
FIGURES = {  # what orders tell of a customer; scores also depend on when they are worked out
    "customer",
    "orders_count",
    "paid_orders",
    "spent",
    "refunded",
    "ltv",
    "aov",
    "coupon_orders",
    "refunded_orders",
    "first_order_at",
    "last_order_at",
    "recent_orders",
    "recent_values",
    "last_carted_at",
}

money = st.integers(1, 20_000).map(lambda cents: str(Decimal(cents) / 100))
hours = st.integers(0, 60)


def moment(hour):
    return (START + timedelta(hours=hour)).isoformat()


@st.composite
def lines(draw, least=1):
    keys = draw(st.lists(st.sampled_from("abcd"), min_size=least, max_size=3, unique=True))
    return [
        {
            "id": key,
            "product": draw(st.sampled_from(["boot", "sock", "unknown"])),
            "title": draw(st.sampled_from(["Boot", "Sock"])),
            "quantity": draw(st.integers(1, 3)),
            "price": draw(money),
        }
        for key in keys
    ]


@st.composite
def refunds(draw, bought):
    total = sum(Decimal(line["price"]) * line["quantity"] for line in bought)
    found, left = [], total
    for name in draw(st.lists(st.sampled_from(["r1", "r2"]), max_size=2, unique=True)):
        amount = min(left, Decimal(draw(money)))
        if amount > 0:
            left -= amount
            named = draw(st.lists(st.sampled_from([line["id"] for line in bought]), max_size=1))
            parts = [{"line": key, "quantity": 1, "amount": "1.00"} for key in named] if not found else []
            found.append({"id": name, "amount": str(amount), "refunded_at": moment(70), "lines": parts})
    return found


@st.composite
def people(draw):
    number = draw(st.integers(0, 2))
    return draw(
        st.sampled_from(
            [
                None,
                {
                    "external_id": f"p{number}",
                    "email": f"p{number}@example.com",
                    "first_name": f"Ana {number}",
                },
                {"external_id": f"p{number}", "email": f"p{number}@example.com"},
            ]
        )
    )


@st.composite
def orders(draw):
    bought = draw(lines())
    times = {name: moment(draw(hours)) for name in TIMES[1:] if draw(st.booleans()) and draw(st.booleans())}
    sent = {
        "external_id": f"o{draw(st.integers(0, 2))}",
        "placed_at": moment(draw(st.integers(0, 3))),
        **times,
        "lines": bought,
        "refunds": draw(refunds(bought)),
        "customer": draw(people()),
        "cart_id": draw(st.sampled_from(["", "c0", "c1"])),
        "is_test": draw(st.integers(0, 9)) == 0,
        "coupon_codes": draw(st.sampled_from([[], ["MOSS"]])),
    }
    if draw(st.booleans()):
        sent["payments"] = [
            {"id": "p", "method": "card", "amount": draw(money), "paid_at": moment(draw(hours))}
        ]
    if draw(st.booleans()):
        sent["shipments"] = [{"id": "s", "carrier": "DHL", "shipped_at": moment(draw(hours))}]
    if draw(st.booleans()):
        sent["updated_at"] = moment(draw(hours))
    if draw(st.integers(0, 3)) == 0:
        sent["status"] = draw(st.sampled_from(["pending", "paid", "shipped", "refunded", "cancelled"]))
    return "order", sent


@st.composite
def carts(draw):
    return "cart", {
        "external_id": f"c{draw(st.integers(0, 1))}",
        "updated_at": moment(draw(hours)),
        "lines": draw(lines(least=0)),
        "customer": draw(people()),
    }


@st.composite
def histories(draw):
    history = draw(st.lists(st.one_of(orders(), orders(), carts()), min_size=2, max_size=7))
    repeated = history + draw(st.lists(st.sampled_from(history), max_size=3))
    shuffled = draw(st.permutations(repeated))
    cuts = sorted(draw(st.sets(st.integers(1, len(shuffled)), max_size=3)))
    return history, [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_any_delivery_of_a_history_leaves_the_same_rows(case):
    history, batches = case
    in_turn, shuffled = a_shop(), a_shop()
    for each in history:
        receive(in_turn, [each])
    for batch in batches:
        receive(shuffled, batch)
    assert rows_of(in_turn) == rows_of(shuffled)


def a_shop():
    store = StoreFactory()
    ProductFactory(store=store, external_id="boot")
    ProductFactory(store=store, external_id="sock")
    return store


def receive(store, batch):
    """As a shop does: its orders in one call, its carts in another."""
    told = {kind: [sent for name, sent in batch if name == kind] for kind in ("order", "cart")}
    items = deliver(store, *told["order"]) if told["order"] else []
    items += deliver_carts(store, *told["cart"]) if told["cart"] else []
    assert not [item.errors for item in items if item.has_failed]


def rows_of(store):
    """Every row with each reference written as what it refers to."""
    names = {
        "customer": dict(store.externalids.values_list("customer_id", "value")),
        "order": dict(store.orders.values_list("pk", "external_id")),
        "cart": dict(store.carts.values_list("pk", "external_id")),
        "product": dict(store.products.values_list("pk", "external_id")),
        "line": {
            line.pk: (line.order.external_id, line.key) for line in store.orderlines.select_related("order")
        },
        "refund": {r.pk: (r.order.external_id, r.external_id) for r in store.refunds.select_related("order")},
    }
    kept = (Order, OrderLine, Payment, Shipment, Refund, RefundLine, Cart, CartLine, CustomerMetrics)
    return {model.__name__: sorted(rows_in(model, store, names)) for model in kept}


def of_orders(rows):
    return rows.select_related("order")


def rows_in(model, store, names):
    fields = [field for field in model._meta.concrete_fields if field.name not in OURS]
    if model is CustomerMetrics:
        fields = [field for field in fields if field.name in FIGURES]
    for row in model.objects.filter(store=store):
        yield repr([(field.name, told(field, row, names)) for field in fields])


def told(field, row, names):
    value = getattr(row, field.attname)
    return names[field.name].get(value) if field.name in names else value
