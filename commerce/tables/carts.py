"""The cart list: its columns and its words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commerce.filters.carts import CartFilter
from commerce.queries.carts import listed_carts
from commerce.tables.orders import OWNER
from core.lists import Column, Empty, Table

CARTS = Table(
    key="carts",
    label=_("Carts"),
    noun=lambda n: ngettext("cart", "carts", n),
    permission="orders.view",
    url_name="carts:list",
    rows=listed_carts,
    filters=CartFilter,
    row_url=lambda cart: reverse("carts:cart", args=[cart.public_id]),
    search_hint=_("Name, e-mail or cart id"),
    default_sort="-idle",
    columns=(
        Column(
            key="customer",
            label=_("Whose"),
            template="commerce/carts/_owner_cell.html",
            fixed=True,
            on_phone="title",
            exports=OWNER,
        ),
        Column(
            key="state",
            label=_("State"),
            template="commerce/carts/_state.html",
            on_phone="sub",
        ),
        Column(key="items", label=_("Items"), kind="number"),
        Column(
            key="value",
            label=_("Value"),
            kind="number",
            template="commerce/_value_cell.html",
            sort="value",
            largest_first=True,
            on_phone="end",
        ),
        Column(
            key="idle",
            label=_("Last touched"),
            value="news_at",
            kind="when",
            sort="news_at",
            largest_first=True,
            exports="news_at",
        ),
        Column(
            key="recovery",
            label=_("Recovery link"),
            value="recovery_url",
            template="commerce/carts/_recovery_cell.html",
            exports="recovery_url",
        ),
        Column(
            key="ordered",
            label=_("Ordered"),
            value="ordered_at",
            kind="when",
            hidden=True,
            exports="ordered_at",
        ),
        Column(key="external_id", label=_("Id in the shop"), hidden=True),
    ),
    export_permission="orders.export",
    empty=Empty(
        title=_("Your customers' carts live here"),
        text=_("Let your shop send them through the API: what was left behind can be won back."),
        icon="shopping-cart",
        action=_("Read how"),
        url_name="api-docs",
        only_here=True,
    ),
)
