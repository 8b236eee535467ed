from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.models.catalog import Product
from core.models import PublicModel
from customers.models import Customer


class WishlistItem(PublicModel):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="wishlist")
    product = models.ForeignKey(Product, models.CASCADE, related_name="wished")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()  # of the newest news, so that old news changes nothing

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "product"], name="wished_once")]

    def __str__(self):
        return f"{self.product_id} for {self.customer_id}"


class WatchKind(models.TextChoices):
    BACK_IN_STOCK = "back_in_stock", _("Back in stock")
    PRICE_DROP = "price_drop", _("Price drop")


class ProductWatch(PublicModel):
    """Somebody asked to hear when a product is back, or cheaper than `price_then`."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="watches")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="watches")
    kind = models.CharField(_("waits for"), max_length=13, choices=WatchKind.choices)
    price_then = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    asked_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "customer", "kind"],
                condition=Q(met_at=None, cancelled_at=None),
                name="one_open_watch",
            ),
        ]
        indexes = [models.Index("store", "product", "kind", name="watch_of_product")]

    def __str__(self):
        return f"{self.kind} of {self.product_id}"
