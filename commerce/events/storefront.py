"""What visitors do in the shop, and what staff do with the keys that tell of it.

A visitor's events carry no address and no browser: who it was is the visitor's customer, if known.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class StorefrontEvent(Event):
    """Something a visitor did during a visit. Without a customer it is kept, and nobody is told."""

    subject: ClassVar[str] = "visit_id"
    visit_id: int | None = None
    customer_id: int | None = None
    path: str = ""
    properties: dict[str, Any] = field(default_factory=dict)  # what the shop sent beside

    @property
    def stat_name(self) -> str:
        """What it is counted under, customer by customer."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class PageViewed(StorefrontEvent):
    name = "commerce.page_viewed"
    on_timeline = False  # a visit has dozens; the panel of visits shows the last ones
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class ProductViewed(StorefrontEvent):
    name = "commerce.product_viewed"
    product_id: int | None = None
    product: str = ""  # what the shop calls it: external id or SKU


@dataclass(frozen=True, kw_only=True)
class Searched(StorefrontEvent):
    name = "commerce.searched"
    term: str = ""
    results: int | None = None


@dataclass(frozen=True, kw_only=True)
class CartChanged(StorefrontEvent):
    name = "commerce.cart_changed"
    product_id: int | None = None
    product: str = ""
    quantity: int | None = None
    value: Decimal | None = None  # as the browser told it: for reading, never for reckoning


@dataclass(frozen=True, kw_only=True)
class CheckoutStarted(StorefrontEvent):
    name = "commerce.checkout_started"
    value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class FormSent(StorefrontEvent):
    """Which form was sent, never what was typed into it."""

    name = "commerce.form_sent"
    form: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomEvent(StorefrontEvent):
    """An event of the shop's own making: "Quiz finished"."""

    name = "commerce.custom_event"
    event: str

    @property
    def stat_name(self) -> str:
        return custom_stat(self.event)


def custom_stat(event: str) -> str:
    return f"custom:{event}"


@dataclass(frozen=True, kw_only=True)
class VisitorRecognised(Event):
    """A browser's visits, past ones included, now count for a customer."""

    name = "commerce.visitor_recognised"
    subject = "visitor_id"
    visitor_id: int
    customer_id: int
    visits: int  # that had nobody yet
    events: int
    by_means_of: str  # a key of commerce.services.stitching.MEANS


@dataclass(frozen=True, kw_only=True)
class AboutStorefrontKey(Event):
    subject: ClassVar[str] = "storefront_key_id"
    storefront_key_id: int


class StorefrontKeyMade(AboutStorefrontKey):
    name = "commerce.storefront_key_made"


class StorefrontKeyChanged(AboutStorefrontKey):
    name = "commerce.storefront_key_changed"


class StorefrontKeyRevoked(AboutStorefrontKey):
    name = "commerce.storefront_key_revoked"


class IdentitySecretMade(AboutStorefrontKey):
    name = "commerce.identity_secret_made"
