"""A customer's timeline: the events about them, in words. Apps above say how theirs read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lists.keyset import Cursor
from core.models import EventRecord
from customers import events
from customers.models import Customer

AT_ONCE = 20


@dataclass(frozen=True, kw_only=True)
class Wording:
    icon: str
    words: Any  # "Note added"; who did it stands beside it
    tone: str = ""
    details: Callable[[EventRecord], str] | None = None


@dataclass(frozen=True)
class Moment:
    event: EventRecord
    wording: Wording

    @property
    def details(self) -> str:
        return self.wording.details(self.event) if self.wording.details else ""


@dataclass(frozen=True)
class Timeline:
    moments: list[Moment]
    next: str  # where the older ones begin, "" at the end


_wordings: dict[str, Wording] = {}


def register(event: type, wording: Wording) -> None:
    _wordings[event.name] = wording


def moments_of(customer: Customer, before: str = "") -> Timeline:
    """The latest, or those before the moment a page ended with."""
    found = customer.store.events.filter(customer_id=customer.pk, name__in=list(_wordings)).newest_first()
    cursor = Cursor.read(before, EventRecord._meta.get_field("happened_at")) if before else None
    if cursor and cursor.value:
        found = found.filter(happened_at__lte=cursor.value).exclude(
            happened_at=cursor.value, public_id__gte=cursor.public_id
        )
    rows = list(found[: AT_ONCE + 1])
    more, rows = len(rows) > AT_ONCE, rows[:AT_ONCE]
    last = str(Cursor(rows[-1].happened_at.isoformat(), rows[-1].public_id)) if more else ""
    return Timeline([Moment(row, _wordings[row.name]) for row in rows], last)


LABELS = {
    "email": gettext_lazy("e-mail"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "phone": gettext_lazy("phone"),
    "language": gettext_lazy("language"),
}


def what_changed(event: EventRecord) -> str:
    """`phone: +44… → +49…`, a line for each."""
    lines = []
    for name, (old, new) in event.changes.items():
        label = LABELS.get(name, name.replace("_", " "))
        lines.append(f"{label}: {old or _('empty')} → {new or _('empty')}")
    return "\n".join(lines)


register(events.CustomerAdded, Wording(icon="user-plus", words=gettext_lazy("Added"), tone="accent"))
register(
    events.CustomerEdited, Wording(icon="pencil", words=gettext_lazy("Details changed"), details=what_changed)
)
register(events.CustomerSuspended, Wording(icon="ban", words=gettext_lazy("Suspended"), tone="danger"))
register(
    events.CustomerReinstated, Wording(icon="user-check", words=gettext_lazy("Reinstated"), tone="success")
)
register(events.CustomerDeleted, Wording(icon="trash-2", words=gettext_lazy("Deleted"), tone="danger"))
register(events.CustomerRestored, Wording(icon="undo-2", words=gettext_lazy("Restored"), tone="success"))
register(events.NoteAdded, Wording(icon="message-square", words=gettext_lazy("Note written")))
register(events.NoteEdited, Wording(icon="pencil", words=gettext_lazy("Note changed")))
register(events.NoteDeleted, Wording(icon="trash-2", words=gettext_lazy("Note deleted")))
