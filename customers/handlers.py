"""What follows when something happened to a customer."""

from contextlib import suppress

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.events import StoreSettingsChanged
from accounts.models import User
from core.actors import SYSTEM
from core.events import handles
from core.models import Store
from core.store_settings import TagRules
from customers.events import NoteAdded, NoteEdited
from customers.models import Note
from customers.services.rule_tags import CannotRetag, start_retag
from notifications.services import Notice, deliver

MENTIONED = "customers.mentioned"
SHOWN = 200


@handles(StoreSettingsChanged)
def retag_by_new_rules(changes: list[StoreSettingsChanged]) -> None:
    about_tags = {change.store_id: change for change in changes if change.group == TagRules.key}
    for change in about_tags.values():
        with suppress(CannotRetag):
            start_retag(store=Store.objects.get(pk=change.store_id), by=change.actor or SYSTEM)


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
