"""Reads of orders: with what a list shows, with what a page shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.models import Order, OrderLine, ProductImage, Refund
from commerce.queries.order_search import numbered
from core.counting import Count, capped_count
from core.models import Store
from core.shell import Hit
from customers.models import Customer

_BOUGHT = (
    OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(n=Sum("quantity"))
)
ITEMS = Coalesce(Subquery(_BOUGHT.values("n")), 0, output_field=IntegerField())


def listed_orders(store: Store) -> QuerySet[Order]:
    """One query for a page of rows; `items` is counted for those shown alone."""
    orders = store.orders.select_related("customer").defer("customer__search", "customer__sort_name")
    return orders.annotate(items=ITEMS)


def whole_orders(store: Store) -> QuerySet[Order]:
    """With all that belongs to them."""
    pictures = ProductImage.objects.with_files()
    lines = OrderLine.objects.select_related("product").order_by("position", "pk")
    refunds = Refund.objects.select_related("confirmed_by").order_by("refunded_at", "pk")
    return (
        store.orders.select_related("customer", "store")
        .defer("customer__search")
        .prefetch_related(
            Prefetch("lines", lines.prefetch_related(Prefetch("product__images", pictures))),
            Prefetch("refunds", refunds.prefetch_related("lines__line")),
            "payments",
            "shipments",
        )
    )


# From one channel to the next through the index: as many steps as there are channels.
_CHANNELS = """
WITH RECURSIVE walk AS (
    (SELECT channel FROM commerce_order WHERE store_id = %(store)s ORDER BY channel LIMIT 1)
    UNION ALL
    SELECT (SELECT o.channel FROM commerce_order o
            WHERE o.store_id = %(store)s AND o.channel > walk.channel ORDER BY o.channel LIMIT 1)
    FROM walk WHERE walk.channel IS NOT NULL
)
SELECT channel FROM walk WHERE channel <> '' LIMIT 50
"""


def channels_of(store: Store) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANNELS, {"store": store.pk})
        return [channel for (channel,) in cursor.fetchall()]


@dataclass(frozen=True)
class Total:
    label: Any
    amount: Decimal
    kind: str = ""  # "total" or "net" stand out
    value: Decimal | None = None  # in the store's currency, where the order has another


def totals_of(order: Order) -> list[Total]:
    """The sums under the lines, in the order they are added up."""
    rows = [
        Total(_("Merchandise"), order.merchandise),
        Total(_("Discount"), -order.discount) if order.discount else None,
        Total(_("Shipping"), order.shipping),
        Total(_("Tax"), order.tax),
        Total(_("Total"), order.total, "total", order.value),
    ]
    if order.refunded:
        net = order.value - order.refunded_value
        rows += [
            Total(_("Refunded"), -order.refunded, "", -order.refunded_value),
            Total(_("Net"), order.total - order.refunded, "net", net),
        ]
    return [row for row in rows if row]


def orders_of(customer: Customer, most: int = 5) -> tuple[list[Order], Count]:
    """The newest, with their lines, and how many there are in all."""
    orders = customer.store.orders.filter(customer=customer)
    newest = orders.prefetch_related("lines").order_by("-placed_at", "-pk")
    return list(newest[:most]), capped_count(orders)


def found_in_palette(store: Store, term: str, limit: int) -> list[Hit]:
    """By number alone: people are found as customers."""
    found = store.orders.filter(pk__in=numbered(store, term)).select_related("customer")
    return [
        Hit(
            order.number,
            order.customer.name if order.customer else "",
            reverse("orders:order", args=[order.public_id]),
            "shopping-bag",
        )
        for order in found.order_by("-placed_at", "-pk")[:limit]
    ]


ADDRESS = ("name", "company", "line_1", "line_2")


def address_lines(address: dict[str, str]) -> list[str]:
    """As an envelope has it."""
    town = " ".join(filter(None, (address.get("postcode", ""), address.get("city", ""))))
    rest = (town, address.get("region", ""), address.get("country", ""), address.get("phone", ""))
    return [line for line in (*(address.get(part, "") for part in ADDRESS), *rest) if line]
