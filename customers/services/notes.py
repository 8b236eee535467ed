"""Notes that staff write about a customer, with formatting or without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership
from core import rich_text
from core.actors import Actor, ActorKind
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store
from customers import events
from customers.models import Customer, Note, NoteVersion

LONGEST, LONGEST_HTML = 5_000, 20_000


class CannotEditNote(DomainError):
    code = "cannot_edit_note"


@dataclass(frozen=True)
class Words:
    text: str
    html: str = ""
    mentioned: tuple[int, ...] = ()  # users


@transaction.atomic
def add_note(*, customer: Customer, by: Actor, now: datetime, text: str = "", html: str = "") -> Note:
    """Of `html`, if given, else of plain `text`. Colleagues whom it mentions are told."""
    words = _worded(customer.store, text, html)
    note = Note.objects.create(
        store_id=customer.store_id,
        customer=customer,
        text=words.text,
        html=words.html,
        author_kind=by.kind,
        author_id=by.id,
        author_label=by.label,
    )
    _tell(events.NoteAdded, note, by, mentioned=_others(words.mentioned, by))
    return note


@transaction.atomic
def edit_note(*, note: Note, by: Actor, now: datetime, text: str = "", html: str = "") -> Note:
    """The writer's own words stay the writer's: nobody else changes them. What they were before is kept."""
    note = Note.objects.select_for_update(of=("self",)).select_related("customer", "store").get(pk=note.pk)
    if not note.is_by(by):
        raise CannotEditNote(_("Only %(name)s can change this note.") % {"name": note.author_label})
    before = NoteVersion(
        store_id=note.store_id,
        note=note,
        text=note.text,
        html=note.html,
        written_at=note.written_at,
        author_label=note.author_label,
    )
    called = set(_members(note.store, note.html))
    words = _worded(note.store, text, html)
    changed = changes(note, text=words.text, html=words.html)
    if changed:
        before.save()
        note.edited_at = now
        note.save(update_fields=["text", "html", "edited_at"])
        mentioned = _others([user for user in words.mentioned if user not in called], by)
        told = {"text": changed["text"]} if "text" in changed else None
        _tell(events.NoteEdited, note, by, told, mentioned=mentioned)
    return note


def pin_note(*, note: Note, by: Actor, now: datetime) -> Note:
    return _set(note, by, events.NotePinned, pinned=True)


def unpin_note(*, note: Note, by: Actor, now: datetime) -> Note:
    return _set(note, by, events.NoteUnpinned, pinned=False)


def delete_note(*, note: Note, by: Actor, now: datetime, may_delete_any: bool = False) -> Note:
    if not (note.is_by(by) or may_delete_any):
        raise CannotEditNote(_("Only %(name)s can delete this note.") % {"name": note.author_label})
    return _set(note, by, events.NoteDeleted, deleted_at=now)


def restore_note(*, note: Note, by: Actor, now: datetime) -> Note:
    return _set(note, by, events.NoteRestored, deleted_at=None)


@transaction.atomic
def _set(note: Note, by: Actor, event, **values) -> Note:
    """Done twice is done once."""
    note = Note.with_deleted.select_for_update().get(pk=note.pk)
    changed = changes(note, **values)
    if changed:
        note.save(update_fields=list(values))
        _tell(event, note, by)
    return note


def _worded(store: Store, text: str, html: str) -> Words:
    if not html:
        return Words(_fitting(text.replace("\r\n", "\n").strip()))
    if len(html) > LONGEST_HTML:
        raise CannotEditNote(_("This note has too much formatting. Make it shorter."))
    html = rich_text.tidied(html)
    names = _members(store, html)
    by_id = {str(member.public_id): member for member in names.values()}
    html = rich_text.with_names(html, lambda key: str(by_id[key].user) if key in by_id else None)
    text = _fitting(rich_text.plain(html))
    return Words(text, "" if html == rich_text.of_plain(text) else html, tuple(names))


def _fitting(text: str) -> str:
    if not text:
        raise CannotEditNote(_("Write something first."))
    if len(text) > LONGEST:
        raise CannotEditNote(_("A note has at most %(n)s characters.") % {"n": f"{LONGEST:,}"})
    return text


def _members(store: Store, html: str) -> dict[int, Membership]:
    """Who of the store is mentioned and may read it, by user."""
    keys = [key for key in map(_as_uuid, rich_text.mentioned(html)) if key]
    if not keys:
        return {}
    found = store.memberships.active().filter(public_id__in=keys)
    members = found.select_related("user", "custom_role", "store").order_by("pk")
    return {member.user_id: member for member in members if member.can("customers.view")}


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _others(users: Iterable[int], by: Actor) -> list[int]:
    return [user for user in users if (by.kind, by.id) != (ActorKind.STAFF, user)]


def _tell(event, note: Note, by: Actor, changed: dict | None = None, **more: Any) -> None:
    told = event(
        store_id=note.store_id,
        customer_id=note.customer_id,
        note_id=note.pk,
        subject_label=note.customer.name,
        **more,
    )
    publish(told, by=by, changes=changed)
