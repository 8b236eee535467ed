from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.activity import (
    Glance,
    Kind,
    TimelineKind,
    Words,
    describe,
    name_kinds,
    name_timeline_kinds,
    show_on_timelines,
)
from core.models import EventRecord, Store
from customers import events

describe(
    {
        events.NoteAdded: Words(_("wrote a note about {subject}"), "square-pen"),
        events.NoteEdited: Words(_("edited a note about {subject}"), "square-pen"),
        events.NotePinned: Words(_("pinned a note about {subject}"), "pin"),
        events.NoteUnpinned: Words(_("unpinned a note about {subject}"), "pin"),
        events.NoteDeleted: Words(_("deleted a note about {subject}"), "trash-2", "danger"),
        events.NoteRestored: Words(_("brought back a note about {subject}"), "undo-2"),
    }
)

name_kinds({"customers.note": Kind(_("Note"), fields={"deleted_at": _("Deleted")})})
name_timeline_kinds(
    TimelineKind(key="notes", label=_("Notes"), icon="square-pen", begins=("customers.note_",), order=30)
)

SHOWN = 240  # characters of a note


def _first_words(store: Store, records: Sequence[EventRecord]) -> dict[int, Glance]:
    """Of notes that are still there, where they were written."""
    told = [record for record in records if record.name == events.NoteAdded.name]
    texts = dict(store.notes.filter(pk__in=[record.subject_id for record in told]).values_list("pk", "text"))
    return {
        record.pk: Glance(text=Truncator(texts[record.subject_id]).chars(SHOWN))
        for record in told
        if record.subject_id in texts
    }


show_on_timelines({"customers.note": _first_words})
