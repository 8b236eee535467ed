"""How customers pay."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class PaymentMethodEvent(Event):
    subject: ClassVar[str] = "payment_method_id"
    customer_id: int
    payment_method_id: int


class PaymentMethodAdded(PaymentMethodEvent):
    name = "customers.payment_method_added"


class PaymentMethodEdited(PaymentMethodEvent):
    name = "customers.payment_method_edited"


class PaymentMethodDeleted(PaymentMethodEvent):
    name = "customers.payment_method_deleted"


class PaymentMethodRestored(PaymentMethodEvent):
    name = "customers.payment_method_restored"
