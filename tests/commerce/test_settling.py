"""An order's refunded sum and status follow from its refunds, in whatever order they are told."""

from decimal import Decimal

import pytest

from commerce.models import OrderStatus, Refund, RefundLine
from commerce.services.settling import settle_orders
from tests.factories import OrderFactory, OrderLineFactory, RefundFactory


@pytest.fixture
def order(store):
    return OrderFactory(store=store, total=Decimal("80.00"), status=OrderStatus.SHIPPED)


def settled(order):
    settle_orders(order_ids=[order.pk])
    order.refresh_from_db()
    return order.status, order.refunded


def test_an_order_without_refunds_keeps_what_the_shop_said(order):
    assert settled(order) == (OrderStatus.SHIPPED, 0)


def test_a_part_given_back_shows(order):
    RefundFactory(order=order, amount=Decimal("30.00"))
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("30.00"))


def test_all_given_back_in_parts_is_refunded(order):
    RefundFactory(order=order, amount=Decimal("30.00"))
    RefundFactory(order=order, amount=Decimal("50.00"))
    assert settled(order) == (OrderStatus.REFUNDED, Decimal("80.00"))


def test_more_than_the_total_counts_as_the_total(order):
    RefundFactory(order=order, amount=Decimal("90.00"))
    assert settled(order) == (OrderStatus.REFUNDED, Decimal("80.00"))


def test_a_shop_that_only_says_refunded_means_all_of_it(store):
    order = OrderFactory(store=store, total=Decimal("80.00"), status=OrderStatus.REFUNDED)
    assert settled(order) == (OrderStatus.REFUNDED, Decimal("80.00"))


def test_a_cancelled_order_stays_cancelled(store):
    order = OrderFactory(store=store, status=OrderStatus.CANCELLED)
    RefundFactory(order=order, amount=order.total)
    assert settled(order) == (OrderStatus.CANCELLED, order.total)


def test_without_its_refund_the_order_is_as_the_shop_said(order):
    refund = RefundFactory(order=order, amount=Decimal("30.00"))
    settled(order)
    refund.delete()
    assert settled(order) == (OrderStatus.SHIPPED, 0)


def test_settling_twice_writes_nothing(order):
    RefundFactory(order=order, amount=Decimal("30.00"))
    settled(order)
    before = _row_version(order)
    settled(order)
    assert _row_version(order) == before


def test_what_staff_recorded_and_the_shop_then_tells_is_one_refund(order):
    record = RefundFactory(order=order, amount=Decimal("30.00"))
    news = RefundFactory(order=order, amount=Decimal("30.00"), external_id="r-1")
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("30.00"))
    news.refresh_from_db()
    assert news.confirms == record


def test_what_staff_record_after_the_shops_word_is_another_refund(order):
    RefundFactory(order=order, amount=Decimal("30.00"), external_id="r-1")
    RefundFactory(order=order, amount=Decimal("30.00"))
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("60.00"))


def test_a_corrected_amount_confirms_nothing_any_more(order):
    RefundFactory(order=order, amount=Decimal("30.00"))
    news = RefundFactory(order=order, amount=Decimal("30.00"), external_id="r-1")
    settled(order)
    Refund.objects.filter(pk=news.pk).update(amount=Decimal("20.00"))
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("50.00"))


def test_each_word_of_the_shop_confirms_one_record(order):
    for external_id in ("", "", "r-2", "r-1", "r-3"):
        RefundFactory(order=order, amount=Decimal("10.00"), external_id=external_id)
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("30.00"))
    assert settled(order) == (OrderStatus.PARTLY_REFUNDED, Decimal("30.00"))


def test_lines_know_how_many_went_back(order):
    line = OrderLineFactory(order=order, quantity=3, price=Decimal("20.00"))
    refund = RefundFactory(order=order, amount=Decimal("40.00"))
    RefundLine.objects.create(
        store=order.store, refund=refund, line=line, quantity=2, amount=Decimal("40.00")
    )
    settled(order)
    line.refresh_from_db()
    assert line.refunded_quantity == 2


@pytest.mark.parametrize("shop_names_lines", [True, False])
def test_the_lines_of_a_confirmed_refund_count_once(order, shop_names_lines):
    line = OrderLineFactory(order=order, quantity=3, price=Decimal("20.00"))
    record = RefundFactory(order=order, amount=Decimal("20.00"))
    news = RefundFactory(order=order, amount=Decimal("20.00"), external_id="r-1")
    for refund in (record, news) if shop_names_lines else (record,):
        RefundLine.objects.create(
            store=order.store, refund=refund, line=line, quantity=1, amount=Decimal("20.00")
        )
    settled(order)
    line.refresh_from_db()
    assert line.refunded_quantity == 1


def _row_version(order):
    return type(order).objects.filter(pk=order.pk).extra(select={"version": "xmin"}).values("version").get()
