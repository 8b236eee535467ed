"""Tags, and who has them."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event
from customers.events.people import CustomerEvent


@dataclass(frozen=True, kw_only=True)
class TagEvent(Event):
    subject: ClassVar[str] = "tag_id"
    tag_id: int


class TagAdded(TagEvent):
    name = "customers.tag_added"


class TagEdited(TagEvent):
    name = "customers.tag_edited"


class TagsMerged(TagEvent):
    """The subject is the one that stays."""

    name = "customers.tags_merged"


class TagDeleted(TagEvent):
    name = "customers.tag_deleted"


@dataclass(frozen=True, kw_only=True)
class TaggingEvent(CustomerEvent):
    tag_id: int
    tag: str


class CustomerTagged(TaggingEvent):
    """By hand; automatic tags come and go with the figures and tell of nothing."""

    name = "customers.customer_tagged"


class CustomerUntagged(TaggingEvent):
    name = "customers.customer_untagged"
