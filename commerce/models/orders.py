from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from commerce.models.catalog import Product
from commerce.models.money import CENTS, amount, currency, rate
from commerce.models.news import NewsModel
from core.models import StoreModel
from customers.models import Customer


class OrderStatus(models.TextChoices):
    """In the order things happen; what comes later outranks what comes before."""

    PENDING = "pending", _("Pending")
    PAID = "paid", _("Paid")
    FULFILLED = "fulfilled", _("Fulfilled")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Delivered")
    PARTLY_REFUNDED = "partly_refunded", _("Partly refunded")
    REFUNDED = "refunded", _("Refunded")
    CANCELLED = "cancelled", _("Cancelled")


# In the order they happen.
TIMES = ("placed_at", "paid_at", "fulfilled_at", "shipped_at", "delivered_at", "cancelled_at")
RANK = {status: rank for rank, status in enumerate(OrderStatus)}
COUNTS = Q(is_test=False) & ~Q(status="cancelled")  # as an order
PAYS = COUNTS & Q(paid_at__isnull=False)  # into the lifetime value


UNLINKED = Q(product=None) & ~Q(product_key="")  # a line that came before its product


def in_store_currency(name: str):
    return Round(F(name) * F("rate"), 2)


class OrderQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(COUNTS)


class Order(NewsModel):
    """What a customer bought, in the order's own currency; `value` is in the store's."""

    number = models.CharField(_("number"), max_length=60, db_collation="C")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="orders")
    status = models.CharField(_("status"), max_length=16, choices=OrderStatus.choices)
    is_test = models.BooleanField(_("test order"), default=False, db_default=False)
    currency = currency()
    rate = rate()
    merchandise = amount(_("merchandise"))  # lines before discounts
    discount = amount(_("discount"))
    shipping = amount(_("shipping"))
    tax = amount(_("tax"))
    total = amount(_("total"))
    refunded = amount(_("refunded"))
    coupon_codes = ArrayField(models.CharField(max_length=60), default=list, db_default=[])
    channel = models.CharField(
        _("channel"), max_length=40, blank=True
    )  # "online", "shop floor", "marketplace"
    device = models.CharField(_("device"), max_length=20, blank=True)
    utm_source = models.CharField(max_length=100, blank=True)
    utm_medium = models.CharField(max_length=100, blank=True)
    utm_campaign = models.CharField(max_length=100, blank=True)
    shipping_address = models.JSONField(_("shipping address"), default=dict, blank=True)
    billing_address = models.JSONField(_("billing address"), default=dict, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    cart_external_id = models.CharField(max_length=100, blank=True, db_collation="C")
    visitor_key = models.CharField(max_length=64, blank=True, db_collation="C")
    placed_at = models.DateTimeField(_("placed"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    fulfilled_at = models.DateTimeField(_("fulfilled"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    # Which of TIMES were published, a bit each: an order that is unpaid and paid again is news once.
    told = models.SmallIntegerField(default=0, db_default=0, editable=False)

    counts = models.GeneratedField(
        expression=Case(When(COUNTS, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    pays = models.GeneratedField(
        expression=Case(When(PAYS, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    value = models.GeneratedField(
        expression=in_store_currency("total"), output_field=models.DecimalField(**CENTS), db_persist=True
    )
    refunded_value = models.GeneratedField(
        expression=in_store_currency("refunded"), output_field=models.DecimalField(**CENTS), db_persist=True
    )
    has_coupon = models.GeneratedField(
        expression=Case(When(coupon_codes__len__gt=0, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "external_id"], name="order_once_per_store"),
            models.CheckConstraint(
                condition=Q(total__gte=0, refunded__gte=0, refunded__lte=F("total")),
                name="order_refund_within",
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="order_rate_above_0"),
        ]
        indexes = [
            # Answers the figures of every customer without reading an order.
            models.Index(
                "store",
                "customer",
                F("placed_at").desc(),
                F("value").desc(),
                name="order_of_customer",
                include=["counts", "pays", "refunded_value", "has_coupon"],
            ),
            # Lists the newest, and adds up any period without reading an order.
            models.Index(
                "store",
                F("placed_at").desc(),
                F("id").desc(),
                name="order_newest",
                include=["counts", "pays", "value", "refunded_value"],
            ),
            models.Index("store", "channel", F("placed_at").desc(), F("id").desc(), name="order_by_channel"),
            # The rare ones, which a walk through all orders would look for in vain.
            models.Index(
                "store",
                F("placed_at").desc(),
                F("id").desc(),
                name="order_with_coupon",
                condition=Q(has_coupon=True),
            ),
            models.Index(
                "store",
                F("placed_at").desc(),
                F("id").desc(),
                name="order_with_refund",
                condition=Q(refunded__gt=0),
            ),
            models.Index(
                "store", F("placed_at").desc(), F("id").desc(), name="order_test", condition=Q(is_test=True)
            ),
            models.Index("store", "status", F("placed_at").desc(), F("id").desc(), name="order_by_status"),
            models.Index("store", F("value").desc(), F("id").desc(), name="order_by_value"),
            models.Index("store", "number", name="order_by_number"),
            # Few orders are in another currency; only they pay for it.
            models.Index("store", "currency", "placed_at", name="order_of_currency", condition=~Q(rate=1)),
            models.Index(
                "store", "cart_external_id", name="order_of_cart", condition=~Q(cart_external_id="")
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def refundable(self) -> Decimal:
        """What is left to give back; nothing of what was never paid."""
        return self.total - self.refunded if self.pays else Decimal(0)

    @property
    def is_foreign(self) -> bool:
        return self.currency != self.store.currency


class OrderLine(StoreModel):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=100, db_collation="C")  # the shop's id of the line, else its place
    position = models.SmallIntegerField(default=0)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="lines", db_index=False)
    product_key = models.CharField(max_length=100, blank=True, db_collation="C")  # as the shop named it
    sku = models.CharField(_("SKU"), max_length=60, blank=True)
    title = models.CharField(_("product"), max_length=200)
    variant = models.CharField(_("variant"), max_length=200, blank=True)
    quantity = models.IntegerField(_("quantity"), default=1)
    price = amount(_("price"))  # of one
    discount = amount(_("discount"))  # of the whole line
    refunded_quantity = models.IntegerField(default=0, db_default=0)
    total = models.GeneratedField(
        expression=F("price") * F("quantity") - F("discount"),
        output_field=models.DecimalField(**CENTS),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "key"], include=["product"], name="order_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1, price__gte=0), name="order_line_sane"),
        ]
        indexes = [
            models.Index("product", "order", name="order_line_of_product"),
            models.Index(  # the few that wait for their product
                "store", "product_key", name="order_line_unlinked", condition=UNLINKED
            ),
        ]

    def __str__(self):
        return self.title


class Payment(StoreModel):
    order = models.ForeignKey(Order, models.CASCADE, related_name="payments", db_index=False)
    key = models.CharField(max_length=100, db_collation="C")
    method = models.CharField(_("method"), max_length=40)  # "card", "paypal", "invoice"
    brand = models.CharField(_("brand"), max_length=40, blank=True)
    last_four = models.CharField(_("last four digits"), max_length=4, blank=True)
    amount = amount(_("amount"))
    state = models.CharField(_("state"), max_length=20, default="paid")
    paid_at = models.DateTimeField(_("when"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "key"], name="payment_once")]

    def __str__(self):
        return f"{self.method} {self.amount}"


class Shipment(StoreModel):
    order = models.ForeignKey(Order, models.CASCADE, related_name="shipments", db_index=False)
    key = models.CharField(max_length=100, db_collation="C")
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=100, blank=True)
    tracking_url = models.URLField(_("tracking page"), max_length=500, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "key"], name="shipment_once")]

    def __str__(self):
        return self.tracking_number or self.carrier
