"""The product list: its columns, its words, its bulk verbs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commerce.filters.catalog import ProductFilter
from commerce.services import catalog
from core.lists import BulkVerb, Column, Empty, Table


def _n(one: str, many: str):
    """`3 products archived`, in the reader's language."""
    return lambda n: ngettext(one, many, n) % {"n": f"{n:,}"}


ARCHIVE = BulkVerb(
    key="archive",
    label=_("Archive"),
    icon="package-open",
    permission="products.edit",
    apply=lambda rows, **who: catalog.archive_products(products=rows, **who),
    undo=lambda rows, **who: catalog.reactivate_products(products=rows, **who),
    done=_n("%(n)s product archived", "%(n)s products archived"),
    asks=_n("Archive %(n)s product?", "Archive %(n)s products?"),
    explains=_("Nobody is told any more that they are back or cheaper. Orders keep them."),
)
REACTIVATE = BulkVerb(
    key="reactivate",
    label=_("Put on sale"),
    icon="undo-2",
    permission="products.edit",
    apply=lambda rows, **who: catalog.reactivate_products(products=rows, **who),
    undo=lambda rows, **who: catalog.archive_products(products=rows, **who),
    done=_n("%(n)s product put on sale", "%(n)s products put on sale"),
    asks=_n("Put %(n)s product on sale?", "Put %(n)s products on sale?"),
    explains=_("Drafts and archived products become active."),
)

PRODUCTS = Table(
    key="products",
    label=_("Products"),
    noun=lambda n: ngettext("product", "products", n),
    permission="products.view",
    url_name="products:list",
    rows=lambda store: store.products.for_table(),
    filters=ProductFilter,
    row_url=lambda product: reverse("products:product", args=[product.public_id]),
    search_hint=_("Name, brand, SKU or UPC"),
    default_sort="-added",
    columns=(
        Column(
            key="name",
            label=_("Product"),
            sort="sort_name",
            fixed=True,
            template="commerce/products/_name_cell.html",
            on_phone="title",
            exports="name",
        ),
        Column(key="status", label=_("Status"), template="commerce/products/_status.html"),
        Column(
            key="price",
            label=_("Price"),
            kind="number",
            sort="price",
            largest_first=True,
            template="commerce/products/_price_cell.html",
            on_phone="end",
        ),
        Column(
            key="stock",
            label=_("Stock"),
            kind="number",
            sort="stock",
            template="commerce/products/_stock_cell.html",
            exports="stock",
        ),
        Column(
            key="categories",
            label=_("Categories"),
            value="pk",  # the cell asks for them itself
            template="commerce/products/_categories_cell.html",
            exports="",
        ),
        Column(key="brand", label=_("Brand")),
        Column(key="sku", label=_("SKU"), on_phone="sub"),
        Column(key="upc", label=_("UPC"), hidden=True),
        Column(key="external_id", label=_("Id in the shop"), hidden=True),
        Column(
            key="tags", label=_("Tags"), template="commerce/products/_tags_cell.html", hidden=True, exports=""
        ),
        Column(
            key="changed",
            label=_("Changed"),
            value="updated_at",
            kind="when",
            sort="updated_at",
            largest_first=True,
            hidden=True,
            exports="updated_at",
        ),
        Column(
            key="added",
            label=_("Added"),
            value="created_at",
            kind="when",
            sort="created_at",
            largest_first=True,
            exports="created_at",
        ),
    ),
    bulk=(ARCHIVE, REACTIVATE),
    export_permission="products.export",
    empty=Empty(
        title=_("Your catalogue lives here"),
        text=_("Let your shop send its products through the API, or add the first one by hand."),
        icon="package",
        action=_("Add product"),
        url_name="products:add",
        permission="products.edit",
    ),
)
