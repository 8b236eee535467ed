from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.events import orders
from core.activity import Kind, Words, describe, name_kinds
from core.models import Store

describe(
    {
        orders.OrderPlaced: Words(
            _("placed order {subject}"), "shopping-bag", "success", alone=_("Order {subject} placed")
        ),
        orders.OrderPaid: Words(
            _("paid order {subject}"), "credit-card", "success", alone=_("Order {subject} paid")
        ),
        orders.OrderFulfilled: Words(
            _("packed order {subject}"), "package-check", alone=_("Order {subject} packed")
        ),
        orders.OrderShipped: Words(_("shipped order {subject}"), "truck", alone=_("Order {subject} shipped")),
        orders.OrderDelivered: Words(
            _("delivered order {subject}"), "package-open", "success", alone=_("Order {subject} delivered")
        ),
        orders.OrderCancelled: Words(
            _("cancelled order {subject}"), "circle-x", "danger", alone=_("Order {subject} cancelled")
        ),
        orders.OrderRefunded: Words(
            _("refunded order {subject}"), "undo-2", "danger", alone=_("Order {subject} refunded")
        ),
        orders.OrderChanged: Words(
            _("corrected order {subject}"), "pencil", alone=_("Order {subject} corrected")
        ),
    }
)


def _page(store: Store, order_id: int) -> str | None:
    order = store.orders.filter(pk=order_id).only("public_id").first()
    return reverse("orders:order", args=[order.public_id]) if order else None


name_kinds({"commerce.order": Kind(_("Order"), _page)})
