"""Notes that staff write about a customer."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class NoteEvent(Event):
    subject: ClassVar[str] = "note_id"
    customer_id: int
    note_id: int


@dataclass(frozen=True, kw_only=True)
class NoteWords(NoteEvent):
    """`mentioned` are the users whom these words call for the first time."""

    mentioned: list[int] = field(default_factory=list)


class NoteAdded(NoteWords):
    name = "customers.note_added"


class NoteEdited(NoteWords):
    name = "customers.note_edited"


class NotePinned(NoteEvent):
    name = "customers.note_pinned"


class NoteUnpinned(NoteEvent):
    name = "customers.note_unpinned"


class NoteDeleted(NoteEvent):
    name = "customers.note_deleted"


class NoteRestored(NoteEvent):
    name = "customers.note_restored"
