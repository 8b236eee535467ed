"""What happens to orders. `happened_at` is when it happened in the shop, not when we heard."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    subject: ClassVar[str] = "order_id"
    order_id: int
    customer_id: int | None = None
    number: str = ""
    value: Decimal = Decimal(0)  # of the order, in the store's currency


class OrderPlaced(OrderEvent):
    name = "commerce.order_placed"


class OrderPaid(OrderEvent):
    name = "commerce.order_paid"


class OrderFulfilled(OrderEvent):
    name = "commerce.order_fulfilled"


class OrderShipped(OrderEvent):
    name = "commerce.order_shipped"


class OrderDelivered(OrderEvent):
    name = "commerce.order_delivered"


class OrderCancelled(OrderEvent):
    name = "commerce.order_cancelled"


@dataclass(frozen=True, kw_only=True)
class OrderRefunded(OrderEvent):
    """Points, codes and segments follow from this; `is_full` when nothing is left to refund."""

    name = "commerce.order_refunded"
    refund_id: int
    refunded: Decimal  # by this refund, in the store's currency
    is_full: bool
    reason: str = ""


class OrderChanged(OrderEvent):
    """The shop corrected an order: its `changes` say what."""

    name = "commerce.order_changed"
