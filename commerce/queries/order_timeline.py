"""What happened to an order, in words."""

from dataclasses import replace

from commerce.events.orders import OrderRefunded
from commerce.models import Order
from core.activity import Entry, entries
from core.events.queries import history
from core.figures import written_money

MOST = 50


def timeline_of(order: Order) -> list[Entry]:
    """Newest first; a refund says how much and why."""
    records = history(order.store, "commerce.order", order.pk, limit=MOST)
    return [_explained(entry, order.store.currency) for entry in entries(records)]


def _explained(entry: Entry, currency: str) -> Entry:
    if entry.record.name != OrderRefunded.name:
        return entry
    told = entry.record.payload
    amount = written_money(told["refunded"], currency, cents=True)
    return replace(entry, note="\n".join(filter(None, (amount, told.get("reason", "")))))
