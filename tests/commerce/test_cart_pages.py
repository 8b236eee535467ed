from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import CartFactory, CartLineFactory, CustomerFactory, OrderFactory
from tests.markup import on_one_line

MOST_QUERIES = 9


def ago(**time):
    return timezone.now() - timedelta(**time)


@pytest.fixture
def carts(store):
    """One of each state, by name of its external id."""
    left, came_back = ago(days=3), ago(days=1)
    return [
        CartFactory(store=store, external_id="current", news_at=ago(hours=1), total=10),
        CartFactory(store=store, external_id="abandoned", news_at=left, total=200),
        CartFactory(store=store, external_id="recovered", news_at=left, ordered_at=came_back, total=40),
        CartFactory(store=store, external_id="ordered", news_at=left, ordered_at=left, total=50),
        CartFactory(store=store, external_id="empty", news_at=left, items=0, total=0),
        CartFactory(store=store, external_id="ancient", news_at=ago(days=90), total=1000, customer=None),
    ]


def rows(response) -> set[str]:
    return {row.object.external_id for row in response.context["listing"].rows}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=current", {"current"}),
        ("state=abandoned", {"abandoned", "ancient"}),
        ("state=recovered", {"recovered"}),
        ("state=ordered", {"ordered"}),
        ("state=empty", {"empty"}),
        ("known=false", {"ancient"}),
        ("value_from=100", {"abandoned", "ancient"}),
        ("search=ordered", {"ordered"}),
    ],
)
def test_filters_by_its_address(owner, carts, asked, found):
    response = owner.get(f"/carts?{asked}")
    assert rows(response) == found


def test_each_row_says_its_state(owner, carts):
    shown = {row.object.external_id: row.object.state for row in owner.get("/carts").context["listing"].rows}
    assert shown == {cart.external_id: cart.external_id for cart in carts[:5]} | {"ancient": "abandoned"}


def test_the_stores_setting_decides_when_a_cart_is_abandoned(owner, store, carts):
    store.setting_rows.create(group="thresholds", values={"cart_segment_hours": 100})
    assert rows(owner.get("/carts?state=current")) == {"current", "abandoned"}


def test_is_found_by_whose_it_is(owner, store, carts):
    CartFactory(
        store=store,
        external_id="hers",
        customer=CustomerFactory(store=store, first_name="Zoe", email="z@x.io"),
    )
    assert rows(owner.get("/carts?search=zoe")) == rows(owner.get("/carts?search=z@x")) == {"hers"}


def test_a_page_takes_few_queries(owner, carts, at_most):
    owner.get("/carts")
    with at_most(MOST_QUERIES):
        owner.get("/carts?state=abandoned&sort=-value")


def test_figures_are_of_thirty_days(owner, carts):
    figures = owner.get("/carts/figures").context["figures"]
    assert (figures.current, figures.abandoned, figures.at_risk) == (1, 1, Decimal(200))
    assert (figures.recovered, figures.recovered_value, figures.recovered_share) == (1, Decimal(40), 0.5)


def test_a_cart_shows_its_lines_and_the_way_back_to_it(owner, store):
    cart = CartFactory(store=store, total=Decimal("50.00"), recovery_url="https://shop.example/c/1")
    CartLineFactory(cart=cart, title="Wool socks", quantity=2, price=Decimal("25.00"))
    text = on_one_line(owner.get(f"/carts/{cart.public_id}"))
    for part in ("Wool socks", "2 × $25.00", "$50.00", 'href="https://shop.example/c/1"', "Current"):
        assert part in text, part


def test_an_ordered_cart_leads_to_its_order_and_no_longer_to_the_shop(owner, store):
    order = OrderFactory(store=store, number="R7")
    cart = CartFactory(
        store=store, order=order, ordered_at=timezone.now(), recovery_url="https://shop.example/c/1"
    )
    response = owner.get(f"/carts/{cart.public_id}")
    assertContains(response, f"/orders/{order.public_id}")
    assertNotContains(response, "https://shop.example/c/1")


def test_the_profile_shows_the_open_cart(owner, store):
    customer = CustomerFactory(store=store)
    page = f"/customers/{customer.public_id}/cart"
    assertContains(owner.get(page), "No cart waits")
    CartLineFactory(cart=CartFactory(store=store, customer=customer), title="Felt hat")
    CartFactory(store=store, customer=customer, ordered_at=timezone.now())
    assertContains(owner.get(page), "Felt hat")
