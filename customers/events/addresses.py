"""Where customers are reached by post."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class AddressEvent(Event):
    subject: ClassVar[str] = "address_id"
    customer_id: int
    address_id: int


class AddressAdded(AddressEvent):
    name = "customers.address_added"


class AddressEdited(AddressEvent):
    name = "customers.address_edited"


class AddressDeleted(AddressEvent):
    name = "customers.address_deleted"


class AddressRestored(AddressEvent):
    name = "customers.address_restored"
