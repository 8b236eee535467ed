"""Notes that staff write about a customer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from customers import events
from customers.models import Customer, Note


class CannotEditNote(DomainError):
    code = "cannot_edit_note"


@transaction.atomic
def add_note(*, customer: Customer, text: str, by: Actor, now: datetime) -> Note:
    note = Note.objects.create(
        store_id=customer.store_id,
        customer=customer,
        text=_worded(text),
        author_kind=by.kind,
        author_id=by.id,
        author_label=by.label,
    )
    _tell(events.NoteAdded, note, by)
    return note


@transaction.atomic
def edit_note(*, note: Note, text: str, by: Actor, now: datetime) -> Note:
    """The writer's own words stay the writer's: nobody else changes them."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if not note.is_by(by):
        raise CannotEditNote(_("Only %(name)s can change this note.") % {"name": note.author_label})
    changed = changes(note, text=_worded(text))
    if changed:
        note.edited_at = now
        note.save(update_fields=["text", "edited_at"])
        _tell(events.NoteEdited, note, by, changed)
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


def _worded(text: str) -> str:
    text = text.strip()
    if not text:
        raise CannotEditNote(_("Write something first."))
    return text


def _tell(event, note: Note, by: Actor, changed: dict | None = None) -> None:
    told = event(
        store_id=note.store_id,
        customer_id=note.customer_id,
        note_id=note.pk,
        subject_label=note.customer.name,
    )
    publish(told, by=by, changes=changed)
