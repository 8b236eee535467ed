from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.models.money import amount
from commerce.models.news import NewsModel
from core.models import PublicModel, StoreModel, Upload


class ProductStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")


class Category(PublicModel):
    """A place in the shop's tree: "Footwear", and "Boots" under it."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=100)
    path = models.CharField(max_length=500)  # "Footwear > Boots": the names from the root
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("store", Lower("path"), name="category_path_once_per_store"),
        ]

    def __str__(self):
        return self.path


class Product(NewsModel):
    name = models.CharField(_("name"), max_length=200)
    sku = models.CharField(_("SKU"), max_length=60, blank=True, db_collation="C")
    upc = models.CharField(_("UPC"), max_length=20, blank=True, db_collation="C")
    brand = models.CharField(_("brand"), max_length=100, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    price = amount(_("price"))
    compare_at = amount(_("compare-at price"), null=True, blank=True, default=None, db_default=None)
    cost = amount(_("cost"), null=True, blank=True, default=None, db_default=None)
    stock = models.IntegerField(_("stock"), null=True, blank=True)  # empty: not counted
    status = models.CharField(
        _("status"), max_length=10, choices=ProductStatus.choices, default=ProductStatus.ACTIVE
    )
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)  # {"colour": "Moss"}
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    url = models.URLField(_("address in the shop"), max_length=500, blank=True)
    categories = models.ManyToManyField(Category, through="ProductCategory", related_name="products")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "external_id"], name="product_once_per_store"),
            models.UniqueConstraint(
                fields=["store", "upc"], condition=~Q(upc=""), name="product_upc_once_per_store"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="product_price_not_below_0"),
        ]
        indexes = [
            models.Index("store", F("created_at").desc(), F("id").desc(), name="product_newest"),
            models.Index("store", Lower("name"), "id", name="product_by_name"),
            models.Index("store", "sku", name="product_by_sku", condition=~Q(sku="")),
        ]

    def __str__(self):
        return self.name


class ProductCategory(StoreModel):
    product = models.ForeignKey(Product, models.CASCADE, related_name="placed", db_index=False)
    category = models.ForeignKey(Category, models.CASCADE, related_name="placed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "category"], name="product_placed_once")]

    def __str__(self):
        return f"{self.product_id} in {self.category_id}"


class ProductImage(PublicModel):
    """One of up to ten pictures. The first by position is the primary one."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="images", db_index=False)
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "position"],
                name="image_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.alt or f"image {self.pk}"

    @property
    def is_primary(self) -> bool:
        return self.position == 0
