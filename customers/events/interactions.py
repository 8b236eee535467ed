"""Calls, meetings and the like that staff log by hand."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class InteractionEvent(Event):
    subject: ClassVar[str] = "interaction_id"
    customer_id: int
    interaction_id: int
    kind: str
    outcome: str


class InteractionLogged(InteractionEvent):
    """`happened_at` is when they spoke, not when it was written down."""

    name = "customers.interaction_logged"


class InteractionMoved(InteractionEvent):
    """Its time was put right: this event stands at the right place of the timeline."""

    name = "customers.interaction_moved"


class InteractionEdited(InteractionEvent):
    name = "customers.interaction_edited"


class InteractionDeleted(InteractionEvent):
    name = "customers.interaction_deleted"


class InteractionRestored(InteractionEvent):
    name = "customers.interaction_restored"
