"""Orders and carts in a real browser: how they look, and a refund from the drawer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commerce.models import Order, OrderStatus, Refund, Shipment
from commerce.services.metrics import refresh_customers
from commerce.services.refunds import refund_order
from tests.factories import (
    CartFactory,
    CartLineFactory,
    CustomerFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [("Ana", "López"), ("Ben", "Ruiz"), ("Chloé", "Martin"), ("Dan", "Okafor"), ("Eva", "Novak")]
THINGS = [("Merino hiking socks", "M", 24), ("Felt hat", "Moss", 49), ("Trail boots", "42", 189)]


@pytest.fixture
def shop(store, owner):
    """Sixty orders over forty days, in every status, and carts."""
    now = timezone.now()
    people = [
        CustomerFactory(store=store, first_name=first, last_name=last, email=f"{first.lower()}@example.com")
        for first, last in NAMES
    ]
    for i in range(60):
        place(store, people, i, now)
    for i, person in enumerate([*people, None, None]):
        cart = CartFactory(
            store=store,
            customer=person,
            external_id=f"c-{8000 + i}",
            total=Decimal(49 + 12 * i),
            items=2,
            started_at=now - timedelta(hours=9 * i + 2),
            recovery_url=f"https://shop.example/cart/c-{8000 + i}",
            ordered_at=now if i == 4 else None,
        )
        CartLineFactory(cart=cart, title="Felt hat", variant="Moss", price=Decimal(49))
    refresh_customers(store=store, customer_ids=[person.pk for person in people], now=now)
    return store


def place(store, people, i, now):
    statuses = [*OrderStatus][:5]
    lines = [THINGS[n % 3] for n in range(i % 3 + 1)]
    goods = sum(Decimal(price) for _, _, price in lines)
    order = OrderFactory(
        store=store,
        customer=people[i % 5],
        number=f"R{10_482 - i}",
        status=statuses[(i + 1) % 5],
        placed_at=now - timedelta(hours=16 * i),
        currency="EUR" if i % 7 == 1 else "USD",
        rate=Decimal("1.08") if i % 7 == 1 else 1,
        merchandise=goods,
        discount=5,
        shipping=Decimal("4.90"),
        tax=Decimal("7.10"),
        total=goods + 7,
        channel=["online", "shop floor", "marketplace"][i % 3],
        device="mobile",
        utm_source="newsletter",
        utm_medium="email",
        coupon_codes=["WELCOME10"] if i % 4 == 0 else [],
        shipping_address={
            "name": "Ana López",
            "line_1": "Rua da Prata 12",
            "postcode": "1100",
            "city": "Lisbon",
            "country": "PT",
        },
    )
    for n, (title, variant, price) in enumerate(lines):
        OrderLineFactory(
            order=order, key=str(n), position=n, title=title, variant=variant, price=price, quantity=1 + n
        )
    PaymentFactory(order=order)


@pytest.fixture
def order(shop):
    order = Order.objects.get(number="R10481")
    Shipment.objects.create(
        store=shop,
        order=order,
        key="1",
        carrier="DHL",
        tracking_number="JD014600003",
        tracking_url="https://dhl.example/JD014600003",
        shipped_at=order.placed_at,
    )
    return order


def test_list_looks_right(look, enter, owner, shop, axe, fits, shot):
    page = enter(owner, "/orders")
    expect(page.locator("#order-figures .kpi")).to_have_count(4)
    expect(page.locator("#order-figures")).to_contain_text("The last 30 days")
    shot(f"orders-{look}", full_page=False)
    axe()
    fits()


def test_order_looks_right(look, enter, owner, order, axe, fits, shot):
    refund_order(
        order=order,
        by=owner.membership.actor,
        now=timezone.now(),
        amount=Decimal("12.00"),
        reason="Late parcel",
    )
    enter(owner, f"/orders/{order.public_id}")
    shot(f"order-{look}")
    axe()
    fits()


def test_refund_drawer_looks_right(look, enter, owner, order, axe, shot):
    page = enter(owner, f"/orders/{order.public_id}")
    page.get_by_role("link", name="Refund").click()
    page.locator("#drawer").get_by_label("Some of the lines").check()
    page.locator("#drawer .refund-line input").first.fill("1")
    page.locator("#drawer .refund-line input").first.blur()
    expect(page.locator("#refund-sum")).to_contain_text("€14.77")
    shot(f"order-refund-{look}", full_page=False)
    axe()


def test_carts_look_right(look, enter, owner, shop, axe, fits, shot):
    page = enter(owner, "/carts")
    expect(page.locator("#cart-figures .kpi")).to_have_count(3)
    shot(f"carts-{look}", full_page=False)
    axe()
    fits()
    page.locator("#list tbody a.row-link").first.click()
    expect(page.locator("main h1")).to_contain_text("Cart c-8000")
    shot(f"cart-{look}")
    axe()
    fits()


def test_profile_and_home_look_right(look, enter, owner, shop, axe, fits, shot):
    page = enter(owner, "/")
    expect(page.locator("#home-today")).to_contain_text("Revenue")
    shot(f"home-today-{look}")
    axe()
    page = enter(owner, f"/customers/{shop.customers.get(first_name='Ana').public_id}")
    expect(page.locator("#panel-orders")).to_contain_text("R10482")
    expect(page.locator("#panel-cart")).to_contain_text("Felt hat")
    shot(f"customer-orders-{look}")
    axe()
    fits()


def test_refund_some_lines_from_the_drawer(enter, owner, order):
    page = enter(owner, f"/orders/{order.public_id}")
    page.get_by_role("link", name="Refund").click()
    drawer = page.locator("#drawer")
    expect(drawer.locator("#refund-sum")).to_contain_text("€80.00")
    drawer.get_by_label("Some of the lines").check()
    drawer.get_by_label("Felt hat").fill("1")
    drawer.get_by_label("Reason").fill("Too large")
    drawer.get_by_role("button", name="Record refund").click()
    expect(page.locator("main")).to_contain_text("Partly refunded")
    expect(page.locator(".timeline")).to_contain_text("Too large")
    assert Refund.objects.get().lines.get().line.title == "Felt hat"


def test_too_much_is_explained_in_the_drawer(enter, owner, order, axe):
    page = enter(owner, f"/orders/{order.public_id}")
    page.get_by_role("link", name="Refund").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("An amount").check()
    drawer.locator("[name=amount]").fill("500")
    drawer.get_by_role("button", name="Record refund").click()
    expect(drawer).to_contain_text("Only €80.00 of this order is left to refund.")
    axe()
    assert not Refund.objects.exists()


def test_figures_follow_the_filters(enter, owner, shop):
    page = enter(owner, "/orders")
    expect(page.locator("#order-figures")).to_contain_text("The last 30 days")
    page.keyboard.press("f")
    page.keyboard.type("placed from")
    page.keyboard.press("Enter")
    today = timezone.localdate()
    page.get_by_label("Placed from").fill(today.isoformat())
    expect(page.locator("#order-figures")).not_to_contain_text("The last 30 days")
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(page.locator("#order-figures")).to_contain_text("The last 30 days")
