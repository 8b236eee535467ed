"""What happens to products, their pictures and their categories."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProductEvent(Event):
    subject: ClassVar[str] = "product_id"
    product_id: int


class ProductAdded(ProductEvent):
    name = "commerce.product_added"


class ProductEdited(ProductEvent):
    """By staff or by the shop; its `changes` say what. The shop's counts of stock alone are no edit."""

    name = "commerce.product_edited"


class ProductArchived(ProductEvent):
    name = "commerce.product_archived"


class ProductReactivated(ProductEvent):
    name = "commerce.product_reactivated"


class ProductSoldOut(ProductEvent):
    name = "commerce.product_sold_out"


class ProductRestocked(ProductEvent):
    name = "commerce.product_restocked"


@dataclass(frozen=True, kw_only=True)
class ImagesAdded(ProductEvent):
    name = "commerce.product_images_added"
    images: int


class ImagesReordered(ProductEvent):
    name = "commerce.product_images_reordered"


class PrimaryImageSet(ProductEvent):
    name = "commerce.product_primary_image_set"


class ImageDescribed(ProductEvent):
    name = "commerce.product_image_described"


class ImageDeleted(ProductEvent):
    name = "commerce.product_image_deleted"


@dataclass(frozen=True, kw_only=True)
class CategoryEvent(Event):
    subject: ClassVar[str] = "category_id"
    category_id: int


class CategoryAdded(CategoryEvent):
    name = "commerce.category_added"


class CategoryRenamed(CategoryEvent):
    name = "commerce.category_renamed"


class CategoryMoved(CategoryEvent):
    name = "commerce.category_moved"


class CategoryDeleted(CategoryEvent):
    name = "commerce.category_deleted"


@dataclass(frozen=True, kw_only=True)
class InterestEvent(ProductEvent):
    """Somebody's own interest in a product: it stands on their timeline."""

    customer_id: int


class ProductWished(InterestEvent):
    name = "commerce.product_wished"


class ProductUnwished(InterestEvent):
    name = "commerce.product_unwished"


@dataclass(frozen=True, kw_only=True)
class WatchEvent(InterestEvent):
    watch_id: int
    kind: str  # back_in_stock or price_drop


class ProductWatched(WatchEvent):
    name = "commerce.product_watched"


class WatchCancelled(WatchEvent):
    name = "commerce.product_watch_cancelled"


class ProductBackInStock(WatchEvent):
    """What somebody waited for can be bought again: one for each who waited."""

    name = "commerce.product_back_in_stock"


@dataclass(frozen=True, kw_only=True)
class PriceDropped(WatchEvent):
    """What somebody waited for costs less than when they asked: one for each who waited."""

    name = "commerce.product_price_dropped"
    price_then: Decimal
    price: Decimal
