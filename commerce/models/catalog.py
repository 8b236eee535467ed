from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.models.money import amount
from commerce.models.news import NewsModel
from commerce.models.product_search import SORT_NAME, VECTOR, condition
from core.models import PublicModel, StoreModel, Upload

SEPARATOR = " > "
MOST_LEVELS = 6
UPC = r"^[0-9A-Za-z-]*$"  # it stands in addresses
NO_UPC = _("Digits, letters and dashes only.")


class ProductStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")


class CategoryQuerySet(models.QuerySet):
    def with_all_below(self, category: "Category"):
        """The category and its whole subtree."""
        below = category.path + SEPARATOR
        return self.filter(Q(pk=category.pk) | Q(store=category.store_id, path__startswith=below))

    def as_tree(self):
        """Each branch together, as people read it: sort the paths by their names, not by ">"."""
        return sorted(self, key=lambda category: [name.casefold() for name in category.names])


class Category(PublicModel):
    """A place in the shop's tree: "Footwear", and "Boots" under it."""

    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=100)
    path = models.CharField(max_length=500)  # "Footwear > Boots": the names from the root
    position = models.IntegerField(default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("store", Lower("path"), name="category_path_once_per_store"),
        ]

    def __str__(self):
        return self.path

    @property
    def names(self) -> list[str]:
        return self.path.split(SEPARATOR)

    @property
    def level(self) -> int:
        return self.path.count(SEPARATOR) + 1


class ProductQuerySet(models.QuerySet):
    def matching(self, term: str):
        found = condition(term)
        return self.none() if found is None else self.filter(found)

    def whole(self):
        """With its pictures in their order, and its categories."""
        return self.defer("search").prefetch_related(
            Prefetch("images", ProductImage.objects.with_files()), "categories"
        )

    def for_table(self):
        return self.whole().defer("search", "description")

    def placed_in(self, category: Category):
        """In the category or anywhere below it."""
        subtree = Category.objects.with_all_below(category)
        return self.filter(pk__in=ProductCategory.objects.filter(category__in=subtree).values("product"))

    def pictured(self):
        return self.filter(models.Exists(self._images()))

    def without_picture(self):
        return self.filter(~models.Exists(self._images()))

    def _images(self):
        return ProductImage.objects.filter(product=models.OuterRef("pk"))


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
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)
    sort_name = models.GeneratedField(
        expression=SORT_NAME, output_field=models.TextField(db_collation="C"), db_persist=True
    )
    search = models.GeneratedField(expression=VECTOR, output_field=SearchVectorField(), db_persist=True)

    objects = ProductQuerySet.as_manager()

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
            models.Index("store", "sort_name", "id", name="product_by_name"),
            models.Index("store", "sku", name="product_by_sku", condition=~Q(sku="")),
            GinIndex(fields=["search"], fastupdate=False, name="product_search"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_archived(self) -> bool:
        return self.status == ProductStatus.ARCHIVED

    @property
    def is_in_stock(self) -> bool:
        return self.stock is None or self.stock > 0

    @property
    def margin(self):
        """The share of the price that is left after the cost."""
        return (self.price - self.cost) / self.price if self.cost is not None and self.price else None

    @property
    def primary_image(self) -> "ProductImage | None":
        images = self.images.all()  # in order of position where `whole` brought them
        return images[0] if images else None

    @property
    def more_images(self) -> int:
        return max(0, len(self.images.all()) - 1)


class ProductCategory(StoreModel):
    product = models.ForeignKey(Product, models.CASCADE, related_name="placed", db_index=False)
    category = models.ForeignKey(Category, models.CASCADE, related_name="placed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "category"], name="product_placed_once")]

    def __str__(self):
        return f"{self.product_id} in {self.category_id}"


class ProductImageQuerySet(models.QuerySet):
    def with_files(self):
        return self.select_related("upload", "thumbnail").order_by("position")


class ProductImage(PublicModel):
    """One of up to ten pictures. The first by position is the primary one."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="images", db_index=False)
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="+")
    # The same, small, for lists; where there is none the picture itself is shown.
    thumbnail = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ProductImageQuerySet.as_manager()

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

    @property
    def small(self) -> Upload:
        return self.thumbnail or self.upload
