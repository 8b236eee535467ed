from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from customers import events
from customers.models import InteractionKind, Outcome

WHAT = {
    InteractionKind.CALL: _("a call"),
    InteractionKind.MEETING: _("a meeting"),
    InteractionKind.EMAIL: _("an e-mail"),
    InteractionKind.OTHER: _("a contact"),
}


def _what(kind: str):
    return WHAT.get(kind, kind)


def _outcome(value: str) -> str:
    return f": {Outcome(value).label}" if value in Outcome.values else ""


def _words(text, icon, tone="") -> Words:
    return Words(text, icon, tone, shown={"kind": _what, "outcome": _outcome})


describe(
    {
        events.InteractionLogged: _words(_("logged {kind} with {subject}{outcome}"), "phone"),
        events.InteractionMoved: _words(_("put right when {kind} with {subject} was{outcome}"), "clock"),
        events.InteractionEdited: _words(_("edited {kind} with {subject}"), "pencil"),
        events.InteractionDeleted: _words(_("deleted {kind} with {subject}"), "trash-2", "danger"),
        events.InteractionRestored: _words(_("brought back {kind} with {subject}"), "undo-2"),
    }
)

name_kinds({"customers.interaction": Kind(_("Interaction"), fields={"deleted_at": _("Deleted")})})
