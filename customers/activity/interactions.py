from collections.abc import Sequence
from typing import Any

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
from customers.models import InteractionKind, Outcome

WHAT: dict[str, Any] = {
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
        events.InteractionLogged: _words(_("logged {kind} with {subject}{outcome}"), "message-circle"),
        events.InteractionMoved: _words(_("put right when {kind} with {subject} was{outcome}"), "clock"),
        events.InteractionEdited: _words(_("edited {kind} with {subject}"), "pencil"),
        events.InteractionDeleted: _words(_("deleted {kind} with {subject}"), "trash-2", "danger"),
        events.InteractionRestored: _words(_("brought back {kind} with {subject}"), "undo-2"),
    }
)

name_kinds({"customers.interaction": Kind(_("Interaction"), fields={"deleted_at": _("Deleted")})})
name_timeline_kinds(
    TimelineKind(
        key="contact",
        label=_("Calls and mail"),
        icon="message-circle",
        begins=("customers.interaction_", "customers.email_"),
        order=20,
    )
)

SHOWN = 240  # characters of what was said


def _what_was_said(store: Store, records: Sequence[EventRecord]) -> dict[int, Glance]:
    """Of entries that are still there, where they stand."""
    placed = {record.public_id: record.pk for record in records}
    texts = store.interactions.filter(told_by__in=placed).exclude(text="").values_list("told_by", "text")
    return {placed[told_by]: Glance(text=Truncator(text).chars(SHOWN)) for told_by, text in texts}


show_on_timelines({"customers.interaction": _what_was_said})
