"""Who has to do with whom, and what somebody likes."""

from dataclasses import dataclass

from customers.events.people import CustomerEvent


@dataclass(frozen=True, kw_only=True)
class RelationEvent(CustomerEvent):
    """Told once to each of the two; `other_id` is the one at the other end."""

    other_id: int
    kind: str


class CustomersRelated(RelationEvent):
    name = "customers.related"


class CustomersUnrelated(RelationEvent):
    name = "customers.unrelated"


@dataclass(frozen=True, kw_only=True)
class PreferenceEvent(CustomerEvent):
    kind: str
    value: str


class PreferenceAdded(PreferenceEvent):
    name = "customers.preference_added"


class PreferenceRemoved(PreferenceEvent):
    name = "customers.preference_removed"
