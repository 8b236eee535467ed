from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from commerce.models.catalog import Product
from commerce.models.money import CENTS, amount, currency, rate
from commerce.models.news import NewsModel
from commerce.models.orders import UNLINKED, Order
from core.models import StoreModel
from customers.models import Customer

OPEN = Q(ordered_at=None, items__gt=0)
ORDERED = Q(ordered_at__isnull=False)


class Cart(NewsModel):
    """What somebody meant to buy. `news_at` is when it was last touched; an order made from it ends it."""

    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="carts")
    visitor_key = models.CharField(max_length=64, blank=True, db_collation="C")
    currency = currency()
    rate = rate()
    total = amount(_("total"))
    items = models.IntegerField(_("items"), default=0, db_default=0)
    recovery_url = models.URLField(_("recovery link"), max_length=1000, blank=True)
    coupon_codes = ArrayField(models.CharField(max_length=60), default=list, db_default=[])
    started_at = models.DateTimeField(_("started"))
    order = models.ForeignKey(Order, models.SET_NULL, null=True, blank=True, related_name="carts")
    ordered_at = models.DateTimeField(_("ordered"), null=True, blank=True)
    value = models.GeneratedField(
        expression=Round(F("total") * F("rate"), 2),
        output_field=models.DecimalField(**CENTS),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "external_id"], name="cart_once_per_store"),
        ]
        indexes = [
            models.Index("store", F("news_at").desc(), F("id").desc(), name="cart_newest"),
            models.Index(
                "store",
                "customer",
                F("news_at").desc(),
                name="cart_open",
                condition=OPEN,
            ),
            models.Index(
                "store",
                F("news_at").desc(),
                F("id").desc(),
                name="cart_idle",
                condition=OPEN,
                include=["value"],
            ),
            models.Index(
                "store",
                F("news_at").desc(),
                F("id").desc(),
                name="cart_ordered",
                condition=ORDERED,
                include=["ordered_at", "value"],
            ),
            models.Index("store", F("value").desc(), F("id").desc(), name="cart_by_value"),
        ]

    def __str__(self):
        return self.external_id


class CartLine(StoreModel):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=100, db_collation="C")
    position = models.SmallIntegerField(default=0)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="cart_lines")
    product_key = models.CharField(max_length=100, blank=True, db_collation="C")
    title = models.CharField(_("product"), max_length=200)
    variant = models.CharField(_("variant"), max_length=200, blank=True)
    quantity = models.IntegerField(_("quantity"), default=1)
    price = amount(_("price"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cart", "key"], name="cart_line_once")]
        indexes = [
            models.Index("store", "product_key", name="cart_line_unlinked", condition=UNLINKED),
        ]

    def __str__(self):
        return self.title

    @property
    def total(self) -> Decimal:
        return self.price * self.quantity
