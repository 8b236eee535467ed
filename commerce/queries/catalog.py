"""What the pages and the API ask about products and categories."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse

from commerce.events import catalog as events
from commerce.models import Category, OrderLine, Product, ProductWatch, WatchKind
from core.activity import entries
from core.events.queries import history, place_of
from core.models import EventRecord, Store
from core.shell import Hit
from customers.models import Customer

MOMENTS = 15
MONTHS = 12
SHOWN_WAITING = 8
# What was done to a product; who wished or waited for it stands on their own timelines.
OWN_EVENTS = [
    event.name
    for event in (
        events.ProductAdded,
        events.ProductEdited,
        events.ProductArchived,
        events.ProductReactivated,
        events.ProductSoldOut,
        events.ProductRestocked,
        events.ImagesAdded,
        events.ImagesReordered,
        events.PrimaryImageSet,
        events.ImageDescribed,
        events.ImageDeleted,
    )
]
_COUNTS = """
SELECT above.id, count(DISTINCT placed.product_id)
FROM commerce_category above
JOIN commerce_category below ON below.store_id = above.store_id
  AND (below.id = above.id OR starts_with(below.path, above.path || ' > '))
JOIN commerce_productcategory placed ON placed.category_id = below.id
WHERE above.store_id = %s GROUP BY above.id
"""


def product_called(products: QuerySet[Product], number: str) -> Product | None:
    """By its UPC, else by the shop's id of it. Where one number is both, the UPC counts."""
    if "\0" in number:
        return None
    found = list(products.filter(Q(upc=number) | Q(external_id=number))[:2])
    return next((product for product in found if product.upc == number), found[0] if found else None)


@dataclass(frozen=True)
class Sold:
    since: datetime
    units: int
    orders: int
    buyers: int
    revenue: Decimal  # of paid orders, in the store's currency, before refunds
    returned: float | None  # the share of units given back
    by_month: list[int]  # units, oldest first


def sold(product: Product, *, now: datetime) -> Sold:
    """This month and the eleven before it, from orders that count."""
    zone = product.store.zone
    months = _months(now.astimezone(zone).date().replace(day=1))
    since = datetime.combine(months[0], time.min, zone)
    lines = OrderLine.objects.filter(product=product, order__counts=True, order__placed_at__gte=since)
    whole = lines.aggregate(
        buyers=Count("order__customer", distinct=True), orders=Count("order", distinct=True)
    )
    month = TruncMonth("order__placed_at", tzinfo=zone)
    told = lines.annotate(month=month).values("month").order_by("month")
    rows = told.annotate(
        units=Sum("quantity"),
        returned=Sum("refunded_quantity"),
        revenue=Sum(F("total") * F("order__rate"), filter=Q(order__pays=True)),
    )
    by_month = {row["month"].date(): row for row in rows}
    units = sum(row["units"] for row in by_month.values())
    returned = sum(row["returned"] for row in by_month.values())
    return Sold(
        since=since,
        units=units,
        revenue=sum((row["revenue"] or Decimal(0) for row in by_month.values()), Decimal(0)),
        returned=returned / units if units else None,
        by_month=[by_month[month]["units"] if month in by_month else 0 for month in months],
        **whole,
    )


def _months(last) -> list:
    numbers = [last.year * 12 + last.month - 1 - back for back in reversed(range(MONTHS))]
    return [last.replace(year=number // 12, month=number % 12 + 1) for number in numbers]


def interest_in(product: Product) -> dict[str, Any]:
    """Who waits for it, the longest first, and on how many wishlists it stands."""
    waiting = ProductWatch.objects.filter(product=product, met_at=None, cancelled_at=None)
    waiting = waiting.filter(customer__deleted_at=None)
    counted = dict(waiting.values_list("kind").annotate(n=Count("pk")).order_by())
    first = waiting.select_related("customer").defer("customer__search").order_by("asked_at", "pk")
    shown = list(first[:SHOWN_WAITING])
    total = sum(counted.values())
    return {
        "waiting": shown,
        "waiting_total": total,
        "waiting_more": total - len(shown),
        "waiting_for_stock": counted.get(WatchKind.BACK_IN_STOCK, 0),
        "waiting_for_price": counted.get(WatchKind.PRICE_DROP, 0),
        "wishlists": product.wished.filter(removed_at=None, customer__deleted_at=None).count(),
    }


def wants_of(customer: Customer) -> dict[str, Any]:
    """What a customer wished for and waits for, the newest first."""
    wishes = customer.wishlist.filter(removed_at=None).order_by("-added_at", "-pk")
    watches = customer.watches.filter(met_at=None, cancelled_at=None).order_by("-asked_at", "-pk")
    return {
        "wishes": _with_products(wishes),
        "wishes_more": max(0, wishes.count() - SHOWN_WAITING),
        "watches": _with_products(watches),
    }


def _with_products(rows: QuerySet) -> list:
    return list(rows.prefetch_related(Prefetch("product", Product.objects.for_table()))[:SHOWN_WAITING])


def history_of(product: Product, before: EventRecord | None = None) -> dict[str, Any]:
    records = history(
        product.store,
        "commerce.product",
        product.pk,
        before=place_of(before) if before else None,
        names=OWN_EVENTS,
        limit=MOMENTS + 1,
    )
    older = records[MOMENTS - 1].public_id if len(records) > MOMENTS else None
    return {"history": entries(records[:MOMENTS], with_changes=True), "older_than": older}


def tree_with_counts(store: Store) -> list[tuple[Category, int]]:
    """Every category with the number of products in it and below."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [store.pk])
        counts = dict(cursor.fetchall())
    tree = Category.objects.filter(store=store).as_tree()
    return [(category, counts.get(category.pk, 0)) for category in tree]


def found_in_palette(store: Store, term: str, limit: int) -> list[Hit]:
    found = Product.objects.filter(store=store).matching(term).defer("search", "description")
    return [
        Hit(
            product.name,
            product.sku or product.upc,
            reverse("products:product", args=[product.public_id]),
            "package",
        )
        for product in found.order_by("sort_name", "pk")[:limit]
    ]
