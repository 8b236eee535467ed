"""The order list: its columns and its words."""

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commerce.filters.orders import OrderFilter
from commerce.queries.orders import ITEMS, listed_orders
from core.lists import Column, Empty, Table

OWNER = Trim(Concat(F("customer__first_name"), Value(" "), F("customer__last_name")))
COUPONS = Func(F("coupon_codes"), Value(", "), function="array_to_string", output_field=TextField())

ORDERS = Table(
    key="orders",
    label=_("Orders"),
    noun=lambda n: ngettext("order", "orders", n),
    permission="orders.view",
    url_name="orders:list",
    rows=listed_orders,
    filters=OrderFilter,
    row_url=lambda order: reverse("orders:order", args=[order.public_id]),
    search_hint=_("Number, name or e-mail"),
    default_sort="-placed",
    columns=(
        Column(key="number", label=_("Order"), sort="number", fixed=True, on_phone="title"),
        Column(
            key="customer",
            label=_("Customer"),
            template="commerce/_customer_cell.html",
            on_phone="sub",
            exports=OWNER,
        ),
        Column(
            key="email",
            label=_("E-mail"),
            value="pk",
            template="commerce/_email_cell.html",
            hidden=True,
            exports="customer__email",
        ),
        Column(
            key="placed",
            label=_("Placed"),
            value="placed_at",
            kind="when",
            sort="placed_at",
            largest_first=True,
            exports="placed_at",
        ),
        Column(key="status", label=_("Status"), template="commerce/orders/_status.html", on_phone="sub"),
        Column(key="items", label=_("Items"), kind="number", exports=ITEMS),
        Column(
            key="total",
            label=_("Total"),
            kind="number",
            template="commerce/orders/_total_cell.html",
            on_phone="end",
        ),
        Column(key="currency", label=_("Currency"), hidden=True),
        Column(
            key="value",
            label=_("Value"),
            kind="number",
            template="commerce/_value_cell.html",
            sort="value",
            largest_first=True,
        ),
        Column(
            key="refunded",
            label=_("Refunded"),
            kind="number",
            template="commerce/orders/_refunded_cell.html",
            hidden=True,
        ),
        Column(key="channel", label=_("Channel")),
        Column(
            key="coupon",
            label=_("Coupon"),
            value="coupon_codes",
            template="commerce/orders/_coupon_cell.html",
            exports=COUPONS,
        ),
        Column(key="external_id", label=_("Id in the shop"), hidden=True),
    ),
    export_permission="orders.export",
    empty=Empty(
        title=_("Your orders live here"),
        text=_("Let your shop send them through the API; they show up here at once."),
        icon="shopping-bag",
        action=_("Read how"),
        url_name="api-docs",
        only_here=True,
    ),
)
