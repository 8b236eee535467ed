from django.utils.translation import gettext_lazy as _

from commerce.models import CustomerCategory, Order, OrderLine, Payment, Refund, RefundLine, Shipment
from core.privacy import blanks, keeps

FOR_TAX = _("The law asks to keep what was sold and paid; addresses and remarks are blanked.")
_OF_ORDER = ("store", "order")

blanks(
    Order,
    "customer",
    label=_("Orders"),
    because=FOR_TAX,
    blank={
        "shipping_address": {},
        "billing_address": {},
        "note": "",
        "visitor_key": "",
        "utm_source": "",
        "utm_medium": "",
        "utm_campaign": "",
    },
    keeps=(
        "external_id",
        "news_digest",
        "number",
        "status",
        "currency",
        "coupon_codes",
        "channel",
        "device",
        "cart_external_id",
    ),
    hides=("store", "customer", "news_digest", "news_rank", "told", "visitor_key"),
)
keeps(OrderLine, "order__customer", label=_("Lines of orders"), because=FOR_TAX, hides=_OF_ORDER)
blanks(
    Payment,
    "order__customer",
    label=_("Payments"),
    because=FOR_TAX,
    blank={"last_four": "", "brand": ""},
    keeps=("key", "method", "state"),
    hides=_OF_ORDER,
)
blanks(
    Shipment,
    "order__customer",
    label=_("Shipments"),
    because=FOR_TAX,
    blank={"tracking_number": "", "tracking_url": ""},
    keeps=("key", "carrier"),
    hides=_OF_ORDER,
)
blanks(
    Refund,
    "order__customer",
    label=_("Refunds"),
    because=FOR_TAX,
    blank={"reason": ""},
    keeps=("external_id", "by_kind", "by_label"),
    hides=("store", "by_id", "by_label", "confirms"),
)
keeps(RefundLine, "refund__order__customer", label=_("Lines of refunds"), because=FOR_TAX, hides=("store",))
keeps(
    CustomerCategory,
    "customer",
    label=_("Bought by category"),
    because=_("Sums of orders that are kept."),
    hides=("store", "customer"),
)
