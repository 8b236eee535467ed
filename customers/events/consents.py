"""What people agree to and refuse, and the topics they choose from."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event
from customers.events.people import CustomerEvent


@dataclass(frozen=True, kw_only=True)
class ConsentEvent(CustomerEvent):
    """What holds changed. `what` is "marketing/email/New arrivals": purpose, channel, the topic's name."""

    what: str


class ConsentGiven(ConsentEvent):
    name = "customers.consent_given"


class ConsentWithdrawn(ConsentEvent):
    name = "customers.consent_withdrawn"


class ConsentCorrected(ConsentEvent):
    """A slip taken back by whoever wrote it down."""

    name = "customers.consent_corrected"


@dataclass(frozen=True, kw_only=True)
class TopicEvent(Event):
    subject: ClassVar[str] = "topic_id"
    topic_id: int


class TopicAdded(TopicEvent):
    name = "customers.topic_added"


class TopicEdited(TopicEvent):
    name = "customers.topic_edited"


class TopicArchived(TopicEvent):
    name = "customers.topic_archived"
