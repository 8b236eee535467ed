"""What happens to customers, in the past tense: one module a noun."""

from customers.events.notes import (
    NoteAdded,
    NoteDeleted,
    NoteEdited,
    NoteEvent,
    NotePinned,
    NoteRestored,
    NoteUnpinned,
)
from customers.events.people import (
    CustomerAdded,
    CustomerDeleted,
    CustomerEdited,
    CustomerEvent,
    CustomerReinstated,
    CustomerRestored,
    CustomerSuspended,
    LifecycleChanged,
    ProfileViewed,
)
from customers.events.tags import (
    CustomerTagged,
    CustomerUntagged,
    TagAdded,
    TagDeleted,
    TagEdited,
    TagEvent,
    TaggingEvent,
    TagsMerged,
)

__all__ = [
    "CustomerAdded",
    "CustomerDeleted",
    "CustomerEdited",
    "CustomerEvent",
    "CustomerReinstated",
    "CustomerRestored",
    "CustomerSuspended",
    "CustomerTagged",
    "CustomerUntagged",
    "LifecycleChanged",
    "NoteAdded",
    "NoteDeleted",
    "NoteEdited",
    "NoteEvent",
    "NotePinned",
    "NoteRestored",
    "NoteUnpinned",
    "ProfileViewed",
    "TagAdded",
    "TagDeleted",
    "TagEdited",
    "TagEvent",
    "TaggingEvent",
    "TagsMerged",
]
