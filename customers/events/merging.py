"""Two customers made one, and parted again. Both events are about the one who is kept."""

from dataclasses import dataclass

from customers.events.people import CustomerEvent


@dataclass(frozen=True, kw_only=True)
class MergingEvent(CustomerEvent):
    gone: str  # the other's name
    gone_id: int


class CustomersMerged(MergingEvent):
    name = "customers.customers_merged"


class CustomersUnmerged(MergingEvent):
    name = "customers.customers_unmerged"
