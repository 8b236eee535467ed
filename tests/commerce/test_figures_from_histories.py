"""Whatever happened in whatever order: counting on as it happens gives what counting all of it gives."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.models import (
    Category,
    CustomerCategory,
    Order,
    OrderLine,
    OrderStatus,
    Product,
    ProductCategory,
)
from commerce.services.metrics import recompute_categories, recompute_store, refresh_customers
from core.models import Store
from customers.models import Customer, CustomerMetrics, CustomerTag, RfmCuts
from customers.services.scores import pass_time

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KINDS = ["place", "place", "place", "refund", "cancel", "pay", "test", "move", "redate", "remove", "wait"]
step = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "who": st.integers(0, 3),
        "which": st.integers(0, 20),
        "days": st.integers(0, 900),
        "cents": st.integers(0, 50_000),
        "rate": st.sampled_from(["1", "0.9137", "1.25"]),
        "product": st.integers(0, 2),
    }
)


class Shop:
    """A store of four customers whose orders change step by step."""

    def __init__(self):
        self.store = Store.objects.create(name="Histories")
        self.people = [
            Customer.objects.create(store=self.store, first_name=f"C{n}", email=f"c{n}@example.com")
            for n in range(4)
        ]
        self.now = NOW - timedelta(days=200)
        footwear = Category.objects.create(store=self.store, name="Footwear", path="Footwear")
        boots = Category.objects.create(
            store=self.store, name="Boots", path="Footwear > Boots", parent=footwear
        )
        self.products = []
        for n, categories in enumerate([[boots], [boots, footwear], []]):
            product = Product.objects.create(
                store=self.store, name=f"P{n}", external_id=f"p{n}", news_at=NOW, news_digest=""
            )
            for category in categories:
                ProductCategory.objects.create(store=self.store, product=product, category=category)
            self.products.append(product)

    def do(self, step):
        if step["kind"] == "wait":
            self.now += timedelta(days=step["days"] % 60, hours=1)
            pass_time(store=self.store, now=self.now)
            return
        customer = self.people[step["who"]]
        touched = self._place(customer, step) if step["kind"] == "place" else self._change(customer, step)
        refresh_customers(store=self.store, customer_ids=touched, now=self.now)

    def _place(self, customer, step):
        number = str(Order.objects.filter(store=self.store).count()) + str(step["days"])
        placed_at = self.now - timedelta(days=step["days"])
        order = Order.objects.create(
            store=self.store,
            customer=customer,
            number=number,
            external_id=f"{number}-{Order.objects.count()}",
            status=OrderStatus.PAID,
            currency="EUR",
            rate=Decimal(step["rate"]),
            total=Decimal(step["cents"]) / 100,
            coupon_codes=["SAVE"] if step["cents"] % 3 == 0 else [],
            placed_at=placed_at,
            paid_at=placed_at if step["cents"] % 5 else None,
            news_at=placed_at,
        )
        OrderLine.objects.create(
            store=self.store,
            order=order,
            key="1",
            product=self.products[step["product"]],
            title="Thing",
            price=Decimal(step["cents"]) / 100,
        )
        return [customer.pk]

    def _change(self, customer, step):
        orders = list(Order.objects.filter(store=self.store).order_by("pk"))
        if not orders:
            return [customer.pk]
        order = orders[step["which"] % len(orders)]
        touched = [order.customer_id, customer.pk]
        if step["kind"] == "remove":
            order.delete()
            return touched
        changes = {
            "refund": {"refunded": order.total * (step["cents"] % 101) / 100},
            "cancel": {"status": OrderStatus.CANCELLED},
            "pay": {"status": OrderStatus.PAID, "paid_at": order.placed_at},
            "test": {"is_test": not order.is_test},
            "move": {"customer": customer},
            "redate": {"placed_at": self.now - timedelta(days=step["days"])},
        }
        Order.objects.filter(pk=order.pk).update(**changes[step["kind"]])
        return touched


def rows(model, store, *without):
    names = [f.attname for f in model._meta.fields if f.attname not in {"id", "created_at", *without}]
    return sorted(map(repr, model.objects.filter(store=store).values(*names)))


def everything(store):
    return (
        rows(CustomerMetrics, store, "updated_at"),
        rows(CustomerCategory, store),
        rows(CustomerTag, store),
    )


# What a store's cuts decide is only equal once both are judged by the same cuts.
CUT = {"recency", "frequency", "monetary", "rfm_group", "value_score", "is_high_value"}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(step, min_size=1, max_size=14))
def test_counted_on_is_counted_anew(history):
    shop = Shop()
    for each in history:
        shop.do(each)
    store, now = shop.store, shop.now
    ids = [person.pk for person in shop.people]
    refresh_customers(store=store, customer_ids=ids, now=now)  # those nobody touched lately, by today's date
    counted_on = rows(CustomerMetrics, store, "updated_at", *CUT)
    bought = rows(CustomerCategory, store)

    recompute_store(store=store, now=now)
    assert rows(CustomerMetrics, store, "updated_at", *CUT) == counted_on
    assert recompute_store(store=store, now=now) == 0
    assert recompute_categories(store=store, customer_ids=ids) == 0
    judged = everything(store)

    CustomerTag.objects.filter(store=store).delete()
    CustomerCategory.objects.filter(store=store).delete()
    CustomerMetrics.objects.filter(store=store).delete()
    refresh_customers(store=store, customer_ids=ids, now=now)
    assert everything(store) == judged
    assert rows(CustomerCategory, store) == bought

    CustomerMetrics.objects.filter(store=store).delete()
    CustomerTag.objects.filter(store=store).delete()
    RfmCuts.objects.filter(store=store).delete()
    recompute_store(store=store, now=now)
    recompute_categories(store=store, customer_ids=ids)
    assert everything(store) == judged
