"""What is the same whoever changes products, staff by hand or the shop by its news: what is told of it,
where they are placed, and whom it concerns. The caller holds the products' rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from commerce.events import catalog as events
from commerce.models import Category, Product, ProductCategory, ProductStatus
from commerce.services.interest import meet_watches
from core.actors import Actor
from core.events import Event, publish_edits
from core.events.changes import changes

DETAILS = (
    "name",
    "sku",
    "upc",
    "brand",
    "description",
    "price",
    "compare_at",
    "cost",
    "stock",
    "status",
    "attributes",
    "tags",
    "url",
)
MONEY = ("price", "compare_at", "cost")
LONGEST_TOLD = 200  # characters of a description that the log keeps


@dataclass
class Change:
    """One product with its new values, and what they replaced."""

    product: Product
    is_new: bool = False
    by_count: bool = False  # the shop counts stock all day: that alone is no edit
    changed: dict[str, list] = field(default_factory=dict)
    was_in_stock: bool = True

    def give(self, values: Mapping[str, Any]) -> None:
        self.was_in_stock = self.product.is_in_stock
        money = {name: _in_cents(values[name]) for name in MONEY if values.get(name) is not None}
        self.changed |= changes(self.product, **{**values, **money})

    @property
    def concerns_watchers(self) -> bool:
        return not self.is_new and bool({"stock", "price", "status"} & self.changed.keys())


def place(
    products: Iterable[Product], wanted: Mapping[int, list[Category]], changes_of: Mapping[int, Change]
) -> None:
    """Put products into exactly these categories, by product key, and note what changed."""
    keys = [product.pk for product in products]
    held: dict[int, dict[int, str]] = {key: {} for key in keys}
    rows = ProductCategory.objects.filter(product__in=keys).values_list(
        "product", "category", "category__path"
    )
    for key, category, path in rows:
        held[key][category] = path
    fresh, gone = [], []
    for product in products:
        new = {category.pk: category.path for category in wanted[product.pk]}
        old = held[product.pk]
        if new.keys() == old.keys():
            continue
        gone += [(product.pk, key) for key in old.keys() - new.keys()]
        fresh += [
            ProductCategory(store_id=product.store_id, product=product, category_id=key)
            for key in new.keys() - old.keys()
        ]
        changes_of[product.pk].changed["categories"] = [sorted(old.values()), sorted(new.values())]
    _take_out(gone)
    ProductCategory.objects.bulk_create(fresh, ignore_conflicts=True)


def tell(made: Iterable[Change], *, by: Actor, now: datetime) -> None:
    """Into the log, and to those who wait for it."""
    made = list(made)
    publish_edits((told for change in made for told in _told(change)), by=by)
    concerned = [change.product.pk for change in made if change.concerns_watchers]
    if concerned:
        meet_watches(product_ids=concerned, by=by, now=now)


def _in_cents(amount: Decimal) -> Decimal:
    """As the column keeps it, so that the log reads `119.00`."""
    return amount.quantize(Decimal("0.01"))


def _take_out(pairs: list[tuple[int, int]]) -> None:
    by_category: dict[int, list[int]] = {}
    for product, category in pairs:
        by_category.setdefault(category, []).append(product)
    for category, products in by_category.items():
        ProductCategory.objects.filter(category=category, product__in=products).delete()


def _told(change: Change) -> Iterable[tuple[Event, dict]]:
    about: dict[str, Any] = {
        "store_id": change.product.store_id,
        "product_id": change.product.pk,
        "subject_label": change.product.name,
    }
    if change.is_new:
        yield events.ProductAdded(**about), {}
        return
    edited = {name: _short(pair) for name, pair in change.changed.items()}
    if change.by_count:
        edited.pop("stock", None)
    if turned := _turned(change, edited):
        yield turned(**about), {}
    if edited:
        yield events.ProductEdited(**about), edited
    if change.was_in_stock != change.product.is_in_stock:
        crossed = events.ProductRestocked if change.product.is_in_stock else events.ProductSoldOut
        yield crossed(**about), {}


def _turned(change: Change, edited: dict[str, list]) -> type[events.ProductEvent] | None:
    """Going into the archive and coming back are acts of their own."""
    old, new = edited.get("status", (None, None))
    if ProductStatus.ARCHIVED not in (old, new):
        return None
    del edited["status"]
    return events.ProductArchived if new == ProductStatus.ARCHIVED else events.ProductReactivated


def _short(pair: list) -> list:
    return [value[:LONGEST_TOLD] if isinstance(value, str) else value for value in pair]
