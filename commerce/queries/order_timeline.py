"""What happened to an order, in words."""

from dataclasses import replace
from decimal import Decimal

from commerce.events.orders import OrderRefunded
from commerce.models import Order
from core.activity import Entry, entries
from core.events.queries import history
from core.figures import written_money

MOST = 50


def timeline_of(order: Order) -> list[Entry]:
    """Newest first; a refund says how much and why. `order.refunds` are at hand."""
    records = history(order.store, "commerce.order", order.pk, limit=MOST)
    amounts = {refund.pk: refund.amount for refund in order.refunds.all()}
    return [_explained(entry, order, amounts) for entry in entries(records)]


def _explained(entry: Entry, order: Order, amounts: dict[int, Decimal]) -> Entry:
    if entry.record.name != OrderRefunded.name:
        return entry
    told = entry.record.payload
    amount = amounts.get(told["refund_id"])
    shown = "" if amount is None else written_money(amount, order.currency, cents=True)
    return replace(entry, note="\n".join(filter(None, (shown, told.get("reason", "")))))
