"""What customers want: wishlists, and waiting for a product to be back or cheaper."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from commerce.events import catalog as events
from commerce.models import Product, ProductStatus, ProductWatch, WatchKind, WishlistItem
from core.actors import Actor
from core.events import publish, publish_many
from core.exceptions import DomainError
from core.models import check_same_store
from customers.models import Customer

OPEN = Q(met_at=None, cancelled_at=None)


class CannotWatchProduct(DomainError):
    code = "cannot_watch_product"


class CannotCancelWatch(DomainError):
    code = "cannot_cancel_watch"


def wish(
    *, product: Product, customer: Customer, by: Actor, now: datetime, at: datetime | None = None
) -> bool:
    """Onto the wishlist; `at` is when, if it is news from elsewhere. Says whether it changed anything."""
    return _set_wished(product, customer, True, at or now, by)


def unwish(
    *, product: Product, customer: Customer, by: Actor, now: datetime, at: datetime | None = None
) -> bool:
    return _set_wished(product, customer, False, at or now, by)


@transaction.atomic
def watch(*, product: Product, customer: Customer, kind: str, by: Actor, now: datetime) -> ProductWatch:
    """Tell this customer once when it is back, or cheaper than now. Asked twice is asked once."""
    check_same_store(product, customer)
    product = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if product.is_archived:
        raise CannotWatchProduct(_("This product is no longer sold."))
    if kind == WatchKind.BACK_IN_STOCK and product.is_in_stock:
        raise CannotWatchProduct(_("This product is in stock."))
    found = ProductWatch.objects.filter(OPEN, product=product, customer=customer, kind=kind).first()
    if found:
        return found
    made = ProductWatch.objects.create(
        store_id=product.store_id,
        product=product,
        customer=customer,
        kind=kind,
        price_then=product.price,
        asked_at=now,
    )
    publish(_told(events.ProductWatched, made, product.name), by=by)
    return made


@transaction.atomic
def cancel_watch(*, watch: ProductWatch, by: Actor, now: datetime) -> ProductWatch:
    watch = ProductWatch.objects.select_related("product").select_for_update(of=("self",)).get(pk=watch.pk)
    if watch.met_at:
        raise CannotCancelWatch(_("They have been told already."))
    if watch.cancelled_at is None:
        watch.cancelled_at = now
        watch.save(update_fields=["cancelled_at"])
        publish(_told(events.WatchCancelled, watch, watch.product.name), by=by)
    return watch


def meet_watches(*, product_ids: Iterable[int], by: Actor, now: datetime) -> int:
    """Whoever changed stock or prices calls this in the same transaction, holding the products' rows."""
    sold = Q(product__in=list(product_ids), product__status=ProductStatus.ACTIVE)
    back = Q(kind=WatchKind.BACK_IN_STOCK) & Q(Q(product__stock=None) | Q(product__stock__gt=0))
    cheaper = Q(kind=WatchKind.PRICE_DROP, product__price__lt=F("price_then"))
    due = ProductWatch.objects.filter(OPEN, sold, back | cheaper).select_related("product")
    watches = list(due.select_for_update(of=("self",)).order_by("pk"))
    ProductWatch.objects.filter(pk__in=[watch.pk for watch in watches]).update(met_at=now)
    publish_many((_met(watch) for watch in watches), by=by)
    return len(watches)


@transaction.atomic
def _set_wished(product: Product, customer: Customer, wished: bool, at: datetime, by: Actor) -> bool:
    """The newest word counts: what comes late changes nothing."""
    check_same_store(product, customer)
    removed_at = None if wished else at
    item, is_new = WishlistItem.objects.get_or_create(
        customer=customer,
        product=product,
        defaults={
            "store_id": product.store_id,
            "added_at": at,
            "removed_at": removed_at,
            "changed_at": at,
        },
    )
    changed = is_new and wished
    if not is_new:
        item = WishlistItem.objects.select_for_update().get(pk=item.pk)
        if (at, not wished) <= (item.changed_at, item.removed_at is not None):
            return False
        changed = (item.removed_at is None) != wished
        item.changed_at, item.removed_at = at, removed_at
        item.added_at = at if wished else item.added_at
        item.save(update_fields=["changed_at", "removed_at", "added_at"])
    if changed:
        event = events.ProductWished if wished else events.ProductUnwished
        told = event(
            store_id=product.store_id,
            product_id=product.pk,
            customer_id=customer.pk,
            subject_label=product.name,
            happened_at=at,
        )
        publish(told, by=by)
    return changed


def _met(watch: ProductWatch):
    if watch.kind == WatchKind.BACK_IN_STOCK:
        return _told(events.ProductBackInStock, watch, watch.product.name)
    return _told(
        events.PriceDropped,
        watch,
        watch.product.name,
        price_then=watch.price_then,
        price=watch.product.price,
    )


def _told(event, watch: ProductWatch, name: str, **more):
    return event(
        store_id=watch.store_id,
        product_id=watch.product_id,
        customer_id=watch.customer_id,
        watch_id=watch.pk,
        kind=watch.kind,
        subject_label=name,
        **more,
    )
