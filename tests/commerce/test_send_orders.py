"""Orders as the shop sends them: what is kept, what follows from what, who hears of it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commerce.events.catalog import ProductAdded
from commerce.handlers.lines import link_lines_that_wait
from commerce.models import Cart, CartLine, Order, OrderLine, Payment, Refund, RefundLine, Shipment
from core.models import EventRecord
from customers.models import CustomerMetrics
from tests.commerce.sent import a_cart, a_line, an_order, ana, deliver, deliver_carts
from tests.factories import CurrencyRateFactory, ProductFactory, RefundFactory, StoreFactory

pytestmark = pytest.mark.django_db


def at(day, hour=10):
    return f"2026-03-{day:02}T{hour:02}:00:00Z"


def sent(store, **given):
    (item,) = deliver(store, an_order(**given))
    assert not item.errors, item.errors
    return Order.objects.get(store=store)


def published():
    return list(
        EventRecord.objects.filter(name__startswith="commerce.order")
        .order_by("id")
        .values_list("name", flat=True)
    )


def test_an_order_is_kept_with_its_lines(store):
    order = sent(
        store, lines=[a_line(quantity=2, discount="20.00", sku="B-1", variant="42")], shipping="5", tax=1.5
    )
    assert (order.merchandise, order.discount, order.total) == (200, 20, Decimal("186.50"))
    line = order.lines.get()
    assert (line.key, line.sku, line.variant, line.total) == ("1", "B-1", "42", 180)
    assert (order.number, order.status, order.currency, order.rate) == ("o-1", "pending", "USD", 1)


def test_given_totals_win(store):
    order = sent(store, merchandise="90", discount="0", tax="8", total="97.99")
    assert (order.merchandise, order.total) == (90, Decimal("97.99"))


def test_the_answer_names_what_came_of_each(store):
    items = deliver(store, an_order("a"), an_order("b"), an_order("a"))
    assert [item.outcome for item in items] == ["created", "created", "unchanged"]
    assert items[0].id == items[2].id == Order.objects.get(external_id="a").public_id


@pytest.mark.parametrize(
    ("times", "status"),
    [
        ({}, "pending"),
        ({"paid_at": at(2)}, "paid"),
        ({"paid_at": at(2), "fulfilled_at": at(3)}, "fulfilled"),
        ({"paid_at": at(2), "shipped_at": at(3)}, "shipped"),
        ({"delivered_at": at(5), "shipped_at": at(3)}, "delivered"),
        ({"paid_at": at(2), "cancelled_at": at(3)}, "cancelled"),
    ],
)
def test_times_tell_the_status(store, times, status):
    assert sent(store, **times).status == status


def test_a_status_tells_its_time(store):
    order = sent(store, status="shipped", updated_at=at(4))
    assert order.shipped_at == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert order.paid_at == order.placed_at


def test_an_explicit_null_keeps_an_invoice_unpaid(store):
    order = sent(store, status="shipped", paid_at=None)
    assert (order.paid_at, order.pays, order.counts) == (None, False, True)


def test_payments_that_cover_the_total_pay_the_order(store):
    paid = [
        {"method": "card", "amount": "60", "paid_at": at(3)},
        {"method": "gift", "amount": "40", "paid_at": at(2)},
    ]
    order = sent(store, payments=paid)
    assert (order.status, order.paid_at.day) == ("paid", 3)
    assert Payment.objects.count() == 2


def test_newer_news_is_the_whole_order(store):
    sent(
        store, updated_at=at(3), note="Ring twice", lines=[a_line(), a_line(id="2", title="Socks", price="9")]
    )
    order = sent(store, updated_at=at(4), lines=[a_line(id="2", title="Wool socks", price="9")])
    assert (order.note, order.total) == ("", 9)
    assert order.lines.get().title == "Wool socks"


def test_older_news_changes_nothing(store):
    sent(store, updated_at=at(4), paid_at=at(2))
    (late,) = deliver(store, an_order(updated_at=at(3)))
    assert late.outcome == "stale"
    assert Order.objects.get().status == "paid"


def test_a_line_keeps_its_row_and_its_refunds_when_the_order_changes(store):
    refund = {"id": "r", "amount": "10", "lines": [{"line": "1", "quantity": 1}]}
    order = sent(store, updated_at=at(3), paid_at=at(2), lines=[a_line(quantity=2)], refunds=[refund])
    line = order.lines.get()
    sent(store, updated_at=at(4), paid_at=at(2), lines=[a_line(quantity=2, title="Boot")], refunds=[refund])
    assert (order.lines.get().pk, RefundLine.objects.get().line_id) == (line.pk, line.pk)
    assert order.lines.get().refunded_quantity == 1


def test_refunds_settle_the_order(store):
    order = sent(store, paid_at=at(2), refunds=[{"id": "r", "amount": "30", "refunded_at": at(5)}])
    assert (order.status, order.refunded) == ("partly_refunded", 30)
    order = sent(store, paid_at=at(2), updated_at=at(9), refunds=[{"id": "r", "amount": "100"}])
    assert (order.status, order.refunded) == ("refunded", 100)


def test_a_refund_the_shop_took_back_goes(store):
    sent(store, paid_at=at(2), updated_at=at(3), refunds=[{"id": "r", "amount": "30"}])
    order = sent(store, paid_at=at(2), updated_at=at(4))
    assert (order.status, order.refunded, Refund.objects.count()) == ("paid", 0, 0)


def test_a_refund_of_staff_survives_the_shops_news(store):
    order = sent(store, paid_at=at(2), updated_at=at(3))
    RefundFactory(order=order, amount=Decimal(25))
    order = sent(store, paid_at=at(2), updated_at=at(4), note="x")
    assert (order.status, order.refunded) == ("partly_refunded", 25)


def test_a_refund_of_staff_that_the_shop_then_tells_counts_once(store):
    order = sent(store, paid_at=at(2), updated_at=at(3))
    RefundFactory(order=order, amount=Decimal(25))
    order = sent(store, paid_at=at(2), updated_at=at(4), refunds=[{"id": "r", "amount": "25"}])
    assert (order.refunded, Refund.objects.count()) == (25, 2)


def test_a_lower_total_keeps_refunds_within(store):
    order = sent(store, paid_at=at(2), updated_at=at(3))
    RefundFactory(order=order, amount=Decimal(80))
    order = sent(store, paid_at=at(2), updated_at=at(4), note="x")
    order = sent(store, paid_at=at(2), updated_at=at(5), total="50")
    assert (order.status, order.refunded) == ("refunded", 50)


def test_a_shop_that_only_says_refunded_means_all(store):
    order = sent(store, status="refunded")
    assert (order.status, order.refunded) == ("refunded", 100)


def test_shipments_tell_when_it_was_sent(store):
    order = sent(store, shipments=[{"carrier": "DHL", "tracking_number": "1", "shipped_at": at(4)}])
    assert (order.status, Shipment.objects.get().carrier) == ("shipped", "DHL")


def test_a_foreign_order_takes_the_rate_of_its_day(store):
    CurrencyRateFactory(store=store, currency="EUR", rate=Decimal("1.10"), from_day="2026-03-01")
    CurrencyRateFactory(store=store, currency="EUR", rate=Decimal("1.20"), from_day="2026-03-05")
    order = sent(store, currency="eur")
    assert (order.currency, order.rate, order.value) == ("EUR", Decimal("1.1"), 110)


def test_a_foreign_order_may_bring_its_own_rate(store):
    assert sent(store, currency="EUR", rate="1.25").value == 125


def test_the_order_is_the_customers_and_counts_for_them(store):
    order = sent(store, paid_at=at(2), customer=ana())
    assert (order.customer.email, order.customer.first_name) == ("ana@example.com", "Ana")
    assert (order.customer.metrics.orders_count, order.customer.metrics.ltv) == (1, 100)


def test_an_order_without_a_contact_is_nobodys(store):
    assert sent(store, customer={"first_name": "Ana"}).customer is None


def test_an_order_that_goes_to_another_customer_counts_there_alone(store):
    first = sent(store, paid_at=at(2), updated_at=at(3), customer=ana()).customer
    order = sent(store, paid_at=at(2), updated_at=at(4), customer={"email": "bo@example.com"})
    first.metrics.refresh_from_db()
    assert (first.metrics.orders_count, order.customer.metrics.orders_count) == (0, 1)


def test_a_number_nobody_can_dial_is_left_out_and_said_so(store):
    (item,) = deliver(store, an_order(customer=ana(phone="0171 123")))
    assert (item.outcome, list(item.errors)) == ("created", ["customer.phone"])
    assert Order.objects.get().customer.phone == ""


def test_a_line_finds_its_product(store):
    boot = ProductFactory(store=store, external_id="boot")
    ProductFactory(store=StoreFactory(), external_id="boot")
    assert sent(store).lines.get().product == boot


def test_each_thing_that_happened_is_told_once(store):
    sent(store, updated_at=at(3), customer=ana())
    sent(store, updated_at=at(4), paid_at=at(4), customer=ana())
    sent(store, updated_at=at(5), customer=ana())
    sent(store, updated_at=at(6), paid_at=at(6), shipped_at=at(6), customer=ana())
    assert published() == ["commerce.order_placed", "commerce.order_paid", "commerce.order_shipped"]
    paid = EventRecord.objects.get(name="commerce.order_paid")
    assert paid.happened_at == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert (paid.payload["value"], paid.customer_id) == ("100.00", Order.objects.get().customer_id)


def test_a_test_order_is_told_to_nobody_until_it_is_none(store):
    sent(store, updated_at=at(3), is_test=True)
    assert published() == []
    sent(store, updated_at=at(4))
    assert published() == ["commerce.order_placed"]


def test_a_refund_is_told_when_it_is_new(store):
    refunds = [{"id": "r", "amount": "30", "reason": "Too small", "refunded_at": at(5)}]
    sent(store, paid_at=at(2), refunds=refunds)
    sent(store, paid_at=at(2), refunds=[*refunds, {"id": "s", "amount": "70", "refunded_at": at(6)}])
    told = EventRecord.objects.filter(name="commerce.order_refunded").order_by("id")
    assert [(e.payload["refunded"], e.payload["is_full"]) for e in told] == [
        ("30.00", False),
        ("70.00", True),
    ]
    assert told[0].payload["reason"] == "Too small"


def test_a_correction_says_what_changed(store):
    sent(store, updated_at=at(3))
    sent(store, updated_at=at(4), shipping="7")
    told = EventRecord.objects.get(name="commerce.order_changed")
    assert told.changes == {"shipping": ["0.00", "7.00"], "total": ["100.00", "107.00"]}


def test_an_order_ends_its_cart_whichever_comes_first(store):
    deliver_carts(store, a_cart("c-1"))
    deliver(store, an_order("o-1", cart_id="c-1"), an_order("o-2", cart_id="c-2"))
    deliver_carts(store, a_cart("c-2"), a_cart("c-3"))
    ended = dict(Cart.objects.order_by("external_id").values_list("external_id", "order__external_id"))
    assert ended == {"c-1": "o-1", "c-2": "o-2", "c-3": None}


def test_a_cart_is_free_again_when_the_order_names_another(store):
    deliver_carts(store, a_cart("c-1"))
    sent(store, updated_at=at(3), cart_id="c-1")
    sent(store, updated_at=at(4), cart_id="c-9")
    assert (Cart.objects.get().order, Cart.objects.get().ordered_at) == (None, None)


def test_a_cart_is_kept_with_its_lines(store):
    lines = [a_line(quantity=2), a_line(id="2", title="Socks", price="9")]
    (item,) = deliver_carts(
        store, a_cart(lines=lines, customer=ana(), recovery_url="https://shop.example/c/1")
    )
    cart = Cart.objects.get()
    assert (item.outcome, cart.total, cart.items, cart.customer.first_name) == ("created", 209, 3, "Ana")
    deliver_carts(store, a_cart(updated_at=at(3), lines=[]))
    cart.refresh_from_db()
    assert (cart.total, cart.items, CartLine.objects.count()) == (0, 0, 0)


def test_a_filled_cart_makes_somebody_consider(store):
    deliver_carts(store, a_cart("c-2", updated_at=at(5), customer=ana()))
    deliver_carts(store, a_cart("c-1", updated_at=at(4), customer=ana()))
    deliver_carts(store, a_cart("c-1", updated_at=at(6), customer=ana(), lines=[]))
    figures = CustomerMetrics.objects.get()
    assert (figures.last_carted_at.day, figures.lifecycle_stage) == (5, "consideration")


def test_whom_late_news_names_first_has_figures_too(store):
    sent(store, updated_at=at(4), customer=ana())
    deliver(store, an_order(updated_at=at(3), customer={"email": "bo@example.com"}))
    assert set(CustomerMetrics.objects.values_list("orders_count", flat=True)) == {0, 1}


def test_an_older_cart_changes_nothing(store):
    deliver_carts(store, a_cart(updated_at=at(3)))
    (late,) = deliver_carts(store, a_cart(updated_at=at(2, hour=1), lines=[]))
    assert (late.outcome, Cart.objects.get().items) == ("stale", 1)


def test_a_batch_of_any_size_asks_the_database_as_often(store):
    def asked(name, size):
        with CaptureQueriesContext(connection) as queries:
            deliver(
                store,
                *(an_order(f"{name}{n}", customer={"email": f"{name}{n}@x.example"}) for n in range(size)),
            )
        return len(queries)

    asked("warm", 2)
    assert asked("few", 3) == asked("many", 60)
    assert OrderLine.objects.count() == 65


def test_a_line_that_came_before_its_product_finds_it(store):
    sent(store, customer=ana(), paid_at=at(2))
    deliver_carts(store, a_cart())
    boot = ProductFactory(store=store, external_id="boot")
    ProductFactory(store=StoreFactory(), external_id="boot")
    link_lines_that_wait([ProductAdded(store_id=store.pk, product_id=boot.pk)])
    assert (OrderLine.objects.get().product, CartLine.objects.get().product) == (boot, boot)
