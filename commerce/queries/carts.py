"""Reads of carts. What "abandoned" means is a setting of the store, so it is asked with the clock."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from commerce.models import Cart
from commerce.models.carts import OPEN, ORDERED
from core.models import Store
from core.store_settings import Thresholds


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


def state_of(cart: Cart, *, wait: timedelta, now: datetime) -> CartState:
    """The same of one cart that is at hand."""
    if cart.ordered_at:
        return CartState.RECOVERED if cart.ordered_at >= cart.news_at + wait else CartState.ORDERED
    if not cart.items:
        return CartState.EMPTY
    return CartState.ABANDONED if cart.news_at <= now - wait else CartState.CURRENT


def listed_carts(store: Store) -> QuerySet[Cart]:
    return store.carts.select_related("customer", "order").defer("customer__search", "customer__sort_name")


def whole_carts(store: Store) -> QuerySet[Cart]:
    return listed_carts(store).prefetch_related("lines__product__images__upload")
