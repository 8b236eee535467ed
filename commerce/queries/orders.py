"""Reads of orders: with what a list shows, with what a page shows."""

from django.db import connection
from django.db.models import IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from commerce.models import Order, OrderLine, ProductImage, Refund
from core.models import Store

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
    pictures = ProductImage.objects.select_related("upload").order_by("position")
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
