from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from commerce.models import OrderStatus, Refund, Shipment
from commerce.services.refunds import refund_order
from core.actors import SYSTEM
from tests.factories import (
    CustomerFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    ProductFactory,
)
from tests.markup import on_one_line

MOST_QUERIES = 10


@pytest.fixture
def order(store):
    order = OrderFactory(
        store=store,
        number="R1042",
        total=Decimal("91.00"),
        shipping=Decimal("10.00"),
        discount=Decimal("9.00"),
        merchandise=Decimal("90.00"),
        coupon_codes=["WELCOME10"],
        customer=CustomerFactory(store=store, first_name="Ana", last_name="López", email="ana@example.com"),
        shipping_address={"name": "Ana López", "postcode": "1100", "city": "Lisbon", "country": "PT"},
    )
    OrderLineFactory(order=order, key="1", title="Wool socks", quantity=2, price=Decimal("20.00"))
    OrderLineFactory(order=order, key="2", title="Felt hat", price=Decimal("50.00"))
    PaymentFactory(order=order)
    return order


def rows(response) -> list[str]:
    return [str(row.object) for row in response.context["listing"].rows]


def test_a_row_shows_what_was_bought_by_whom(owner, order):
    text = on_one_line(owner.get("/orders"))
    for part in ("R1042", "Ana López", "Paid", "$91.00", "online", "WELCOME10"):
        assert part in text
    assert owner.get("/orders").context["listing"].rows[0].object.items == 3


def test_a_page_takes_few_queries(owner, store, at_most):
    for _ in range(30):
        OrderLineFactory(order=OrderFactory(store=store))
    owner.get("/orders")
    with at_most(MOST_QUERIES):
        owner.get("/orders?status=paid&sort=-value")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=pending&status=paid", ["C", "A"]),
        ("value_from=50&value_to=100", ["B"]),
        ("channel=phone", ["C"]),
        ("coupon=true", ["A"]),
        ("coupon=false", ["C", "B"]),
        ("refunded=true", ["B"]),
        ("test=true", ["C"]),
        ("placed_from=2026-03-02&placed_until=2026-03-02", ["B"]),
        ("customer=ana@example.com", ["A"]),
        ("customer=nobody@example.com", []),
        ("product=BOOT-42", ["B"]),
        ("product=unheard-of", []),
        ("sort=-value", ["A", "B", "C"]),
        ("sort=number", ["A", "B", "C"]),
    ],
)
def test_filters_and_sorts_by_its_address(owner, store, asked, found):
    ana = CustomerFactory(store=store, email="ana@example.com")
    days = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    OrderFactory(store=store, number="A", customer=ana, placed_at=days[0], total=200, coupon_codes=["X"])
    boots = OrderFactory(
        store=store, number="B", placed_at=days[1], total=80, refunded=10, status=OrderStatus.PARTLY_REFUNDED
    )
    OrderFactory(
        store=store, number="C", placed_at=days[2], total=20, channel="phone", is_test=True, status="pending"
    )
    OrderLineFactory(order=boots, product=ProductFactory(store=store, sku="BOOT-42"))
    assert rows(owner.get(f"/orders?{asked}")) == found


@pytest.mark.parametrize("term", ["R1042", "r1042", "R10", "shop-7", "ana@exa", "ana lop", "lópez"])
def test_finds_by_number_shops_id_name_and_address(owner, order, term):
    OrderFactory(store=order.store, number="X1", external_id="other")
    type(order).objects.filter(pk=order.pk).update(external_id="shop-7")
    assert rows(owner.get("/orders", {"search": term})) == ["R1042"]


def test_a_number_with_a_hash_is_found_without_it(owner, store):
    OrderFactory(store=store, number="#1001")
    assert rows(owner.get("/orders?search=1001")) == ["#1001"]


def test_a_product_filter_reads_as_the_products_name(owner, store):
    product = ProductFactory(store=store, name="Trail boots")
    OrderLineFactory(order=OrderFactory(store=store), product=product)
    assertContains(owner.get(f"/orders?product={product.public_id}"), "<b>Trail boots</b>", html=True)


def test_the_palette_finds_an_order_by_its_number(owner, order):
    assertContains(owner.get("/palette?q=R104"), f"/orders/{order.public_id}")


def test_an_order_shows_its_lines_sums_and_payments(owner, order):
    Shipment.objects.create(
        store=order.store,
        order=order,
        key="1",
        carrier="DHL",
        tracking_number="JD01",
        tracking_url="https://dhl.example/JD01",
    )
    text = on_one_line(owner.get(f"/orders/{order.public_id}"))
    for part in ("Wool socks", "2 × $20.00", "−$9.00", "$91.00", "4242", "Visa", "JD01", "1100 Lisbon"):
        assert part in text, part
    assert 'href="https://dhl.example/JD01"' in text


def test_an_order_in_another_currency_tells_rate_and_value(owner, store):
    order = OrderFactory(store=store, currency="EUR", rate=Decimal("1.08"), total=Decimal("50.00"))
    text = on_one_line(owner.get(f"/orders/{order.public_id}"))
    assert "€50.00" in text
    assert "$54.00" in text
    assert "1 EUR was 1.08 USD." in text


def test_a_refund_reads_in_the_timeline_with_amount_and_reason(owner, order):
    refund_order(order=order, by=SYSTEM, now=timezone.now(), amount=Decimal("12.00"), reason="Late parcel")
    response = owner.get(f"/orders/{order.public_id}")
    (entry,) = response.context["timeline"]
    assert entry.note == "$12.00\nLate parcel"
    assertContains(response, "Partly refunded")


def test_an_order_of_nobody_and_of_nothing_is_shown_too(owner, store):
    order = OrderFactory(store=store, customer=None, total=0)
    assertContains(owner.get(f"/orders/{order.public_id}"), "Nobody we know")


def test_those_who_may_not_refund_see_no_button(owner, agent, order):
    page = f"/orders/{order.public_id}"
    assertContains(owner.get(page), f'href="{page}/refund"')
    assertNotContains(agent.get(page), f'href="{page}/refund"')
    assert agent.post(f"{page}/refund", {"kind": "full"}).status_code == 403
    assert not Refund.objects.exists()


def test_the_drawer_says_that_no_money_moves(owner, order):
    assertContains(
        owner.get(f"/orders/{order.public_id}/refund"),
        "Return the money itself in your shop",
        status_code=200,
    )


def test_refunding_from_the_page(owner, order):
    line = order.lines.get(key="1")
    form = {"kind": "lines", f"line-{line.pk}": "1", "reason": "Too small"}
    assertContains(owner.post(f"/orders/{order.public_id}/refund/sum", form), "$18.00")
    response = owner.post(f"/orders/{order.public_id}/refund", form)
    assert response["Location"] == f"/orders/{order.public_id}"
    assert Refund.objects.get().amount == Decimal("18.00")
    assert Refund.objects.get().by_label == owner.membership.user.name


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "lines"},
        {"kind": "amount"},
        {"kind": "amount", "amount": "0"},
        {"kind": "amount", "amount": "91.01"},
        {"kind": "amount", "amount": "1.001"},
        {"kind": "some"},
    ],
    ids=str,
)
def test_a_form_that_makes_no_sense_is_shown_again(owner, order, form):
    assert owner.post(f"/orders/{order.public_id}/refund", form).status_code == 422
    assert not Refund.objects.exists()


def test_the_figures_compare_with_the_days_before(owner, store):
    now = timezone.now()
    for days, total in ((1, 100), (2, 50), (40, 100)):
        OrderFactory(store=store, placed_at=now - timedelta(days=days), total=total)
    OrderFactory(store=store, placed_at=now, status="cancelled", total=900)
    OrderFactory(store=store, placed_at=now, is_test=True, total=900)
    figures = owner.get("/orders/figures").context["figures"]
    assert (figures.now.orders, figures.now.revenue, figures.now.aov) == (2, 150, 75)
    assert (figures.before.orders, figures.before.revenue) == (1, 100)


def test_the_figures_follow_the_days_of_the_list(owner, store):
    OrderFactory(store=store, placed_at=datetime(2025, 5, 5, tzinfo=UTC), total=70)
    figures = owner.get("/orders/figures?placed_from=2025-05-01&placed_until=2025-05-31").context["figures"]
    assert figures.now.revenue == 70
    assert figures.period.days == 31
    at = {"HX-Request": "true", "HX-Current-URL": "http://testserver/orders?placed_from=2025-05-01"}
    assert owner.get("/orders/figures", headers=at).context["figures"].now.revenue == 70


def test_a_period_too_full_to_add_up_says_so(owner, store, monkeypatch):
    OrderFactory(store=store)
    monkeypatch.setattr("commerce.queries.order_figures.MOST", 0)
    assertContains(owner.get("/orders/figures?placed_from=2020-01-01"), "Choose fewer days")


def test_today_is_compared_with_the_same_weekday_until_now(owner, store):
    now = timezone.now()
    OrderFactory(store=store, placed_at=now - timedelta(seconds=1), total=30)
    OrderFactory(store=store, placed_at=now - timedelta(days=7, seconds=1), total=20)
    OrderFactory(store=store, placed_at=now - timedelta(days=6, hours=23, minutes=59), total=999)
    today = owner.get("/orders/today").context["today"]
    assert (today.orders, today.revenue) == (1, 30)
    assert (today.orders_then, today.revenue_then) == (1, 20)
    assert len(today.orders_by_day) == 14


def test_the_profile_shows_the_newest_orders(owner, order):
    assertContains(owner.get(f"/customers/{order.customer.public_id}/orders"), "R1042")
    nobody = CustomerFactory(store=order.store)
    assertContains(owner.get(f"/customers/{nobody.public_id}/orders"), "No orders yet.")
