"""Reads of carts. What "abandoned" means is a setting of the store, so it is asked with the clock."""

from datetime import datetime, timedelta

from django.db.models import Case, CharField, F, Prefetch, Q, QuerySet, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.models import Cart, CartLine, ProductImage
from commerce.models.carts import OPEN, ORDERED
from core.models import Store
from core.store_settings import Thresholds
from customers.models import Customer


class CartState(TextChoices):
    CURRENT = "current", _("Current")
    ABANDONED = "abandoned", _("Abandoned")
    RECOVERED = "recovered", _("Recovered")
    ORDERED = "ordered", _("Ordered")
    EMPTY = "empty", _("Empty")


def patience(store: Store) -> timedelta:
    """How long a cart may lie idle before it counts as abandoned."""
    return timedelta(hours=store.settings_of(Thresholds).cart_segment_hours)


def in_state(state: str, *, store: Store, now: datetime) -> Q:
    wait = patience(store)
    left = Q(ordered_at__gte=F("news_at") + wait)
    return {
        CartState.CURRENT: OPEN & Q(news_at__gt=now - wait),
        CartState.ABANDONED: OPEN & Q(news_at__lte=now - wait),
        CartState.RECOVERED: ORDERED & left,
        CartState.ORDERED: ORDERED & Q(ordered_at__lt=F("news_at") + wait),
        CartState.EMPTY: Q(ordered_at=None, items=0),
    }[CartState(state)]


def listed_carts(store: Store) -> QuerySet[Cart]:
    """With the `state` each is in now."""
    now = timezone.now()
    known = [When(in_state(state, store=store, now=now), then=Value(state.value)) for state in CartState]
    carts = store.carts.select_related("customer", "order").defer("customer__search", "customer__sort_name")
    return carts.annotate(state=Case(*known, output_field=CharField()))


def whole_carts(store: Store) -> QuerySet[Cart]:
    lines = CartLine.objects.select_related("product").order_by("position", "pk")
    pictures = Prefetch("product__images", ProductImage.objects.with_files())
    return listed_carts(store).prefetch_related(Prefetch("lines", lines.prefetch_related(pictures)))


def open_cart_of(customer: Customer) -> Cart | None:
    """The one they touched last, if it still waits for an order."""
    carts = whole_carts(customer.store).filter(OPEN, customer=customer)
    return carts.order_by("-news_at", "-pk").first()
