"""What staff do with products by hand. The shop's own news of them come in by `products_intake`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commerce.digest import digest_of
from commerce.models import Category, Product, ProductStatus
from commerce.services.product_changes import DETAILS, Change, place, tell
from core.actors import Actor
from core.exceptions import DomainError
from core.models import Store, check_same_store
from core.outcomes import Outcome

Products = Sequence[Product]
MADE_HERE = "here-"  # begins the external id of products that no shop knows
TICK = timedelta(microseconds=1)


class CannotAddProduct(DomainError):
    code = "cannot_add_product"


class CannotEditProduct(DomainError):
    code = "cannot_edit_product"


class CannotArchiveProduct(DomainError):
    code = "cannot_archive_product"


class CannotReactivateProduct(DomainError):
    code = "cannot_reactivate_product"


class TakenNumber(DomainError):
    """`field` is what another product has already: its UPC or the shop's id."""

    code = "taken_number"

    def __init__(self, field: str):
        self.field = field
        words = {
            "upc": _("Another product has this UPC."),
            "external_id": _("Another product has this id."),
        }
        super().__init__(words[field])


class CannotAddTaken(TakenNumber, CannotAddProduct):
    code = "taken_number"


class CannotEditTaken(TakenNumber, CannotEditProduct):
    code = "taken_number"


@transaction.atomic
def add_product(
    *,
    store: Store,
    by: Actor,
    now: datetime,
    external_id: str = "",
    categories: Sequence[Category] = (),
    **values: Any,
) -> Product:
    """With the shop's id of it, or as a product that the shop does not know."""
    check_same_store(*categories)
    external_id = external_id.strip() or f"{MADE_HERE}{uuid4().hex[:16]}"
    product = Product(store=store, external_id=external_id, updated_at=now)
    change = Change(product=product, is_new=True)
    change.give(_cleaned(values, CannotAddProduct))
    if not product.name:
        raise CannotAddProduct(_("Give the product a name."))
    product.news_at = now
    _save(change, categories, CannotAddTaken)
    tell([change], by=by, now=now)
    product.refresh_from_db(fields=["public_id"])
    return product


@transaction.atomic
def edit_product(
    *,
    product: Product,
    by: Actor,
    now: datetime,
    categories: Sequence[Category] | None = None,
    **values: Any,
) -> Product:
    """Change the given details only. It counts as the newest news: what the shop said before is old."""
    product = _locked([product])[0]
    change = Change(product=product)
    change.give(_cleaned(values, CannotEditProduct))
    if not product.name:
        raise CannotEditProduct(_("Keep a name."))
    if categories is not None:
        check_same_store(product, *categories)
    if not change.changed and not _moves(product, categories):
        return product
    product.updated_at = now
    product.news_at = max(now, product.news_at + TICK)
    _save(change, categories, CannotEditTaken)
    tell([change], by=by, now=now)
    return product


@transaction.atomic
def archive_products(*, products: Products, by: Actor, now: datetime) -> Outcome[Product]:
    """No longer sold: out of every list but the archive; orders keep it."""

    def refusal(product: Product) -> str | None:
        return _("Already archived.") if product.is_archived else None

    return _set_status(products, ProductStatus.ARCHIVED, refusal, CannotArchiveProduct, by, now)


@transaction.atomic
def reactivate_products(*, products: Products, by: Actor, now: datetime) -> Outcome[Product]:
    """Back on sale, from the archive or from being a draft."""

    def refusal(product: Product) -> str | None:
        return _("On sale already.") if product.status == ProductStatus.ACTIVE else None

    return _set_status(products, ProductStatus.ACTIVE, refusal, CannotReactivateProduct, by, now)


def archive_product(*, product: Product, by: Actor, now: datetime) -> Product:
    return archive_products(products=[product], by=by, now=now).only()


def reactivate_product(*, product: Product, by: Actor, now: datetime) -> Product:
    return reactivate_products(products=[product], by=by, now=now).only()


def _locked(products: Products) -> list[Product]:
    keys = [product.pk for product in products]
    rows = Product.objects.filter(pk__in=keys).defer("search").select_for_update(no_key=True)
    return list(rows.order_by("pk"))


def _set_status(
    products: Products,
    status: str,
    refusal: Callable,
    refused_as: type[DomainError],
    by: Actor,
    now: datetime,
) -> Outcome[Product]:
    outcome: Outcome[Product] = Outcome()
    made = []
    for product in _locked(products):
        if reason := refusal(product):
            outcome.refuse(product, refused_as(reason))
            continue
        change = Change(product=product)
        change.give({"status": status})
        product.updated_at, product.news_at = now, max(now, product.news_at + TICK)
        product.news_digest = _digest(product)
        made.append(change)
        outcome.done.append(product)
    Product.objects.bulk_update(outcome.done, ["status", "updated_at", "news_at", "news_digest"], 500)
    tell(made, by=by, now=now)
    return outcome


def _cleaned(values: dict[str, Any], refused_as: type[DomainError]) -> dict[str, Any]:
    if unknown := values.keys() - set(DETAILS):
        raise TypeError(f"Not a product's details: {unknown}")
    cleaned: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    for name in ("price", "compare_at", "cost"):
        if cleaned.get(name) is not None and cleaned[name] < 0:
            raise refused_as(_("Prices are not below 0."))
    if "tags" in cleaned:
        cleaned["tags"] = list(dict.fromkeys(tag.strip() for tag in cleaned["tags"] if tag.strip()))
    return cleaned


def _moves(product: Product, categories: Sequence[Category] | None) -> bool:
    if categories is None:
        return False
    return {category.pk for category in categories} != set(product.placed.values_list("category", flat=True))


def _save(change: Change, categories: Sequence[Category] | None, taken: Callable[[str], TakenNumber]) -> None:
    product = change.product
    product.news_digest = _digest(product)
    try:
        with transaction.atomic():
            product.save()
    except IntegrityError as error:
        if "product_upc_once_per_store" in str(error):
            raise taken("upc") from None
        if "product_once_per_store" in str(error):
            raise taken("external_id") from None
        raise
    if categories is not None:
        place([product], {product.pk: list(categories)}, {product.pk: change})


def _digest(product: Product) -> str:
    """Of no content the shop could send: staff's word equals nobody else's."""
    return digest_of({"by": "staff", **{name: getattr(product, name) for name in DETAILS}})
