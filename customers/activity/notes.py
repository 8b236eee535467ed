from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
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
