"""What happens to customers, in the past tense."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    subject: ClassVar[str] = "customer_id"
    customer_id: int


class CustomerAdded(CustomerEvent):
    name = "customers.customer_added"


class CustomerEdited(CustomerEvent):
    name = "customers.customer_edited"


class CustomerSuspended(CustomerEvent):
    name = "customers.customer_suspended"


class CustomerReinstated(CustomerEvent):
    name = "customers.customer_reinstated"


class ProfileViewed(CustomerEvent):
    """Somebody of the store looked at the profile: who saw whose data is part of the log."""

    name = "customers.profile_viewed"
    on_timeline = False


class CustomerDeleted(CustomerEvent):
    name = "customers.customer_deleted"


class CustomerRestored(CustomerEvent):
    name = "customers.customer_restored"


@dataclass(frozen=True, kw_only=True)
class NoteEvent(Event):
    subject: ClassVar[str] = "note_id"
    customer_id: int
    note_id: int


class NoteAdded(NoteEvent):
    name = "customers.note_added"


class NoteEdited(NoteEvent):
    name = "customers.note_edited"


class NotePinned(NoteEvent):
    name = "customers.note_pinned"


class NoteUnpinned(NoteEvent):
    name = "customers.note_unpinned"


class NoteDeleted(NoteEvent):
    name = "customers.note_deleted"


class NoteRestored(NoteEvent):
    name = "customers.note_restored"


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


@dataclass(frozen=True, kw_only=True)
class LifecycleChanged(CustomerEvent):
    """From one stage to another; `happened_at` is when it did, not when it was noticed."""

    name = "customers.lifecycle_changed"
    from_stage: str
    to_stage: str
    reason: str
