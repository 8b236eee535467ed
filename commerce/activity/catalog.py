from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.events import catalog
from core.activity import Kind, Words, describe, name_kinds
from core.models import Store

describe(
    {
        catalog.ProductAdded: Words(
            _("added the product {subject}"), "package", "success", alone=_("{subject} added")
        ),
        catalog.ProductEdited: Words(
            _("edited {subject}"), "pencil", alone=_("{subject} changed in the shop")
        ),
        catalog.ProductArchived: Words(_("archived {subject}"), "circle-x", "danger"),
        catalog.ProductReactivated: Words(_("put {subject} back on sale"), "undo-2"),
        catalog.ProductSoldOut: Words(
            _("sold the last of {subject}"), "package-open", "danger", alone=_("Sold out")
        ),
        catalog.ProductRestocked: Words(
            _("restocked {subject}"), "package-check", "success", alone=_("Back in stock")
        ),
        catalog.ImagesAdded: Words(_("added pictures of {subject}: {images}"), "image-plus"),
        catalog.ImagesReordered: Words(_("reordered the pictures of {subject}"), "images"),
        catalog.PrimaryImageSet: Words(_("chose another first picture of {subject}"), "star"),
        catalog.ImageDescribed: Words(_("described a picture of {subject}"), "image"),
        catalog.ImageDeleted: Words(_("deleted a picture of {subject}"), "trash-2", "danger"),
        catalog.CategoryAdded: Words(_("added the category {subject}"), "folder", "success"),
        catalog.CategoryRenamed: Words(_("renamed a category to {subject}"), "pencil"),
        catalog.CategoryMoved: Words(_("moved a category to {subject}"), "folder"),
        catalog.CategoryDeleted: Words(_("deleted the category {subject}"), "trash-2", "danger"),
        catalog.ProductWished: Words(
            _("put {subject} on their wishlist"), "heart", alone=_("Put {subject} on the wishlist")
        ),
        catalog.ProductUnwished: Words(
            _("took {subject} off their wishlist"), "heart", alone=_("Took {subject} off the wishlist")
        ),
        catalog.ProductWatched: Words(
            _("waits for news of {subject}"), "bell", alone=_("Waits for news of {subject}")
        ),
        catalog.WatchCancelled: Words(
            _("no longer waits for news of {subject}"),
            "bell",
            alone=_("No longer waits for news of {subject}"),
        ),
        catalog.ProductBackInStock: Words(
            _("restocked {subject}, which this customer waits for"),
            "package-check",
            "success",
            alone=_("{subject} is back in stock, as they wished"),
        ),
        catalog.PriceDropped: Words(
            _("lowered the price of {subject}, which this customer waits for"),
            "trending-down",
            "success",
            alone=_("{subject} became cheaper, as they wished"),
        ),
    }
)


def _product(store: Store, product_id: int) -> str | None:
    product = store.products.filter(pk=product_id).only("public_id").first()
    return reverse("products:product", args=[product.public_id]) if product else None


def _category(store: Store, category_id: int) -> str | None:
    category = store.categorys.filter(pk=category_id).only("public_id").first()
    return f"{reverse('products:list')}?category={category.public_id}" if category else None


name_kinds(
    {
        "commerce.product": Kind(_("Product"), _product, fields={"categories": _("Categories")}),
        "commerce.category": Kind(_("Category"), _category),
    }
)
