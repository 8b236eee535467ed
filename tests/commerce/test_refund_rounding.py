"""However an order is given back, cent by cent or line by line, it adds up to its total and never beyond."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.models import OrderStatus
from commerce.queries.refund_quotes import all_that_is_left, quote, shares
from commerce.services.refunds import CannotRefundOrder, refund_order
from core.actors import SYSTEM
from tests.factories import OrderFactory, OrderLineFactory, StoreFactory

cents = st.integers(0, 50_000).map(lambda n: Decimal(n) / 100)
lines = st.lists(st.tuples(st.integers(1, 7), cents, st.integers(0, 100)), min_size=1, max_size=5)
orders = st.tuples(lines, cents, cents, cents)
wishes = st.lists(
    st.one_of(
        st.tuples(st.just("amount"), cents),
        st.tuples(st.just("line"), st.integers(0, 4), st.integers(1, 7)),
    ),
    max_size=6,
)


def placed(store, made_of):
    """Prices, discounts in percent, an order's own discount, shipping and tax."""
    bought, discount, shipping, tax = made_of
    worth = [(q * p, (q * p * share / 100).quantize(Decimal("0.01"))) for q, p, share in bought]
    goods = sum(cost - off for cost, off in worth)
    discount = min(discount, goods)
    total = goods - discount + shipping + tax
    order = OrderFactory(store=store, discount=discount, shipping=shipping, tax=tax, total=total)
    for place, ((quantity, price, _), (_, off)) in enumerate(zip(bought, worth, strict=True)):
        OrderLineFactory(
            order=order, key=str(place), position=place, quantity=quantity, price=price, discount=off
        )
    return order


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(orders, wishes)
def test_any_sequence_stays_within_the_total_and_the_rest_reaches_it(made_of, wished):
    order = placed(StoreFactory(), made_of)
    given_back = Decimal(0)
    for wish in wished:
        try:
            given_back += refund(order, wish).amount
        except CannotRefundOrder:
            continue
        order.refresh_from_db()
        assert order.refunded == given_back <= order.total
    if is_left := order.refundable > 0:
        given_back += refund_order(order=order, by=SYSTEM, now=timezone.now()).amount
    order.refresh_from_db()
    assert given_back == order.refunded == order.total
    assert order.total == 0 or order.status == OrderStatus.REFUNDED
    assert not is_left or all_that_is_left(order) == {}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(orders, st.randoms(use_true_random=False))
def test_lines_that_come_back_one_by_one_make_up_the_goods(made_of, chance):
    order = placed(StoreFactory(), made_of)
    goods, back = order.total - order.shipping, Decimal(0)
    pieces = [key for key, count in all_that_is_left(order).items() for _ in range(count)]
    chance.shuffle(pieces)
    for key in pieces:
        try:
            back += refund_order(order=order, lines={key: 1}, by=SYSTEM, now=timezone.now()).amount
        except CannotRefundOrder:  # what was free gives nothing back, and stays
            continue
    bought = list(order.lines.all())
    kept = quote(order_now(order), all_that_is_left(order_now(order))).amount
    assert sum(shares(order, bought).values()) in (goods, 0)
    assert back + kept == sum(shares(order, bought).values())


def order_now(order):
    order.refresh_from_db()
    return order


def refund(order, wish):
    now = timezone.now()
    if wish[0] == "amount":
        return refund_order(order=order, amount=wish[1], by=SYSTEM, now=now)
    return refund_order(order=order, lines={str(wish[1]): wish[2]}, by=SYSTEM, now=now)
