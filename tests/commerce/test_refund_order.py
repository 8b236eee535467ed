"""Refunds that staff record: full, by line, by amount; never more than there is."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.models import OrderStatus, Refund
from commerce.queries.refund_quotes import all_that_is_left
from commerce.services.refunds import CannotRefundOrder, refund_order
from core.models import EventRecord
from tests.factories import OrderFactory, OrderLineFactory, ProductFactory, RefundFactory
from tests.snapshot import changed, fingerprints
from tests.threads import at_once


@pytest.fixture
def order(store):
    """Two socks at 20 and a hat at 50, less 9 on the order, 10 shipping: 91 paid, 81 of it for goods."""
    order = OrderFactory(
        store=store,
        merchandise=Decimal("90.00"),
        discount=Decimal("9.00"),
        shipping=Decimal("10.00"),
        total=Decimal("91.00"),
    )
    OrderLineFactory(order=order, key="socks", quantity=2, price=Decimal("20.00"), position=1)
    OrderLineFactory(order=order, key="hat", quantity=1, price=Decimal("50.00"), position=2)
    return order


@pytest.fixture
def product(store):
    return ProductFactory(store=store, stock=0)


@pytest.fixture
def refund(actor):
    def do(order, **options):
        refund = refund_order(order=order, by=actor, now=timezone.now(), **options)
        order.refresh_from_db()
        return refund

    return do


def parts(refund):
    return {line.line.key: (line.quantity, line.amount) for line in refund.lines.all()}


def test_with_nothing_said_all_of_it_goes_back(refund, order):
    made = refund(order)
    assert made.amount == Decimal("91.00")
    assert parts(made) == {"socks": (2, Decimal("36.00")), "hat": (1, Decimal("45.00"))}
    assert (order.status, order.refunded, order.refundable) == (OrderStatus.REFUNDED, Decimal("91.00"), 0)


def test_a_line_carries_its_share_of_the_discount(refund, order):
    made = refund(order, lines={"socks": 1})
    assert made.amount == Decimal("18.00")
    assert (order.status, order.refunded) == (OrderStatus.PARTLY_REFUNDED, Decimal("18.00"))
    assert all_that_is_left(order) == {"socks": 1, "hat": 1}


def test_an_amount_names_no_lines(refund, order):
    made = refund(order, amount=Decimal("12.34"))
    assert (made.amount, parts(made)) == (Decimal("12.34"), {})


def test_an_amount_may_go_with_lines(refund, order):
    made = refund(order, amount=Decimal("30.00"), lines={"hat": 1})
    assert (made.amount, parts(made)) == (Decimal("30.00"), {"hat": (1, Decimal("30.00"))})


def test_the_rest_after_parts_is_the_whole(refund, order):
    refund(order, lines={"socks": 1})
    refund(order, amount=Decimal("0.01"))
    assert refund(order).amount == Decimal("72.99")
    assert order.status == OrderStatus.REFUNDED


def test_it_is_told_with_what_it_was_worth_in_the_stores_currency(refund, store, actor):
    order = OrderFactory(store=store, currency="EUR", rate=Decimal("1.08"), total=Decimal("50.00"))
    made = refund(order, amount=Decimal("10.01"), reason="  Too small ")
    record = EventRecord.objects.get(name="commerce.order_refunded")
    assert record.payload == {
        "order_id": order.pk,
        "customer_id": order.customer_id,
        "number": order.number,
        "value": "54.00",
        "refund_id": made.pk,
        "refunded": "10.81",
        "is_full": False,
        "reason": "Too small",
    }
    assert (record.actor_id, record.customer_id) == (actor.id, order.customer_id)
    assert record.changes == {"status": ["paid", "partly_refunded"], "refunded": ["0.00", "10.01"]}


def test_the_customers_figures_follow(refund, order):
    refund(order, amount=Decimal("41.00"))
    metrics = order.customer.metrics
    assert (metrics.spent, metrics.refunded, metrics.ltv) == (Decimal(91), Decimal(41), Decimal(50))


def test_what_comes_back_is_put_back_in_stock(refund, order, product):
    order.lines.filter(key="socks").update(product=product)
    refund(order, lines={"socks": 2}, restock=True)
    product.refresh_from_db()
    assert product.stock == 2
    assert EventRecord.objects.filter(name="commerce.product_restocked", subject_id=product.pk).exists()


def test_stock_stays_when_nobody_asks(refund, order, product):
    order.lines.filter(key="socks").update(product=product)
    assert not refund(order, lines={"socks": 2}).restocked
    product.refresh_from_db()
    assert product.stock == 0


@pytest.mark.parametrize(
    "options",
    [
        {"amount": Decimal("91.01")},
        {"amount": Decimal("0.00")},
        {"amount": Decimal("-5.00")},
        {"amount": Decimal("0.004")},
        {"lines": {"socks": 3}},
        {"lines": {"socks": 0}},
        {"lines": {"gloves": 1}},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_changes_nothing(refund, order, options):
    before = fingerprints()
    with pytest.raises(CannotRefundOrder):
        refund(order, **options)
    assert changed(before, fingerprints()) == []


@pytest.mark.parametrize(
    "made_of",
    [{"status": "pending"}, {"status": "cancelled"}, {"is_test": True}, {"total": Decimal(0)}],
    ids=str,
)
def test_an_order_that_brought_nothing_gives_nothing_back(refund, store, made_of):
    order = OrderFactory(store=store, **made_of)
    before = fingerprints()
    with pytest.raises(CannotRefundOrder):
        refund(order)
    assert changed(before, fingerprints()) == []


def test_what_the_shop_gave_back_is_no_longer_there(refund, order):
    RefundFactory(order=order, amount=Decimal("90.00"), external_id="r-1")
    refund(order, amount=Decimal("1.00"))
    assert order.status == OrderStatus.REFUNDED


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_give_back_more_than_there_is(store, actor):
    order = OrderFactory(store=store, total=Decimal("100.00"))

    def part():
        return refund_order(order=order, amount=Decimal("40.00"), by=actor, now=timezone.now())

    outcomes = at_once(*[part] * 5)
    order.refresh_from_db()
    assert sum(isinstance(outcome, Refund) for outcome in outcomes) == 2
    assert sum(isinstance(outcome, CannotRefundOrder) for outcome in outcomes) == 3
    assert order.refunded == Decimal("80.00")


@pytest.mark.django_db(transaction=True)
def test_one_line_at_once_comes_back_once(store, actor):
    order = OrderFactory(store=store, total=Decimal("100.00"))
    OrderLineFactory(order=order, key="1", quantity=1)

    def line():
        return refund_order(order=order, lines={"1": 1}, by=actor, now=timezone.now())

    outcomes = at_once(*[line] * 4)
    assert sum(isinstance(outcome, Refund) for outcome in outcomes) == 1
    assert Refund.objects.count() == 1
