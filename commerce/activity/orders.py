from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.events import orders
from core.activity import (
    Glance,
    Kind,
    TimelineKind,
    Words,
    describe,
    name_kinds,
    name_timeline_kinds,
    show_on_timelines,
)
from core.figures import written_money
from core.models import EventRecord, Store

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
name_timeline_kinds(
    TimelineKind(key="orders", label=_("Orders"), icon="shopping-bag", begins=("commerce.order_",), order=10),
    TimelineKind(key="shop", label=_("In the shop"), icon="store", begins=("commerce.",), order=20),
)


def _orders(store: Store, records: Sequence[EventRecord]) -> dict[int, Glance]:
    """Each leads to its order; the amount stands where money moved, a refund with its reason."""
    ids = [record.subject_id or 0 for record in records]
    pages = {
        pk: reverse("orders:order", args=[public_id])
        for pk, public_id in store.orders.filter(pk__in=ids).values_list("pk", "public_id")
    }
    return {
        record.pk: Glance(pages.get(record.subject_id or 0, ""), _amount(store, record)) for record in records
    }


def _amount(store: Store, record: EventRecord) -> str:
    told = record.payload
    if record.name == orders.OrderPlaced.name and told.get("value"):
        return written_money(told["value"], store.currency, cents=True)
    if record.name == orders.OrderRefunded.name:
        amount = written_money(told["refunded"], store.currency, cents=True)
        return " · ".join(filter(None, (amount, told.get("reason", ""))))
    return ""


show_on_timelines({"commerce.order": _orders})
