"""What follows when something happened to a customer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.events import handles
from customers.events import NoteAdded, NoteEdited
from customers.models import Note
from notifications.services import Notice, deliver

MENTIONED = "customers.mentioned"
SHOWN = 200


@handles(NoteAdded, NoteEdited)
def tell_who_is_mentioned(events: list[NoteAdded | NoteEdited]) -> None:
    """A note that is gone by now tells nobody anything."""
    calling = [event for event in events if event.mentioned]
    notes = Note.objects.select_related("customer").in_bulk([event.note_id for event in calling])
    users = {user for event in calling for user in event.mentioned}
    languages = dict(User.objects.filter(pk__in=users).values_list("pk", "language"))
    notices = []
    for event in calling:
        note = notes.get(event.note_id)
        if note and note.customer.deleted_at is None:
            notices += [_notice(event, note, user, languages.get(user, "en")) for user in event.mentioned]
    deliver(notices)


def _notice(event: NoteAdded | NoteEdited, note: Note, user: int, language: str) -> Notice:
    with override(language):
        facts = {
            "name": event.actor.label if event.actor else note.author_label,
            "customer": note.customer.name,
        }
        title = _("%(name)s mentioned you in a note about %(customer)s") % facts
    page = reverse("customers:profile", args=[note.customer.public_id])
    return Notice(
        store_id=event.store_id,
        user_id=user,
        kind=MENTIONED,
        title=title,
        text=note.text[:SHOWN],
        url=f"{page}#note-{note.public_id}",
        key=f"mention-{note.pk}-{user}",
    )
