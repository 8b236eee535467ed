"""The fields a store makes for its customers: added, renamed, put in order, archived and brought back."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store
from customers import events
from customers.custom import MOST_FIELDS, forget_fields
from customers.custom_kinds import MOST_CHOICES
from customers.models import CustomField, FieldKind
from customers.search import folded

LONGEST_KEY = 40
LONGEST_CHOICE = 100
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
# A bound of a filter is the key with one of these: `custom.size_from`.
BOUNDS = ("_from", "_to", "_until")


class CannotAddCustomField(DomainError):
    code = "cannot_add_custom_field"


class CannotEditCustomField(DomainError):
    code = "cannot_edit_custom_field"


@transaction.atomic
def add_custom_field(
    *,
    store: Store,
    label: str,
    kind: str,
    by: Actor,
    now: datetime,
    key: str = "",
    choices: Sequence[str] = (),
) -> CustomField:
    """Without a key it gets one from its label."""
    _hold(store)
    label = _labelled(store, label, CannotAddCustomField)
    last = _room(store, CannotAddCustomField)
    field = CustomField(store=store, label=label, kind=FieldKind(kind), position=last + 1)
    field.key = _keyed(store, key) if key else _key_from(store, label)
    field.choices = _chosen(field, choices, CannotAddCustomField)
    field.save()
    return _told(events.CustomFieldAdded, field, by)


@transaction.atomic
def edit_custom_field(
    *,
    field: CustomField,
    by: Actor,
    now: datetime,
    label: str | None = None,
    choices: Sequence[str] | None = None,
) -> CustomField:
    """Its label and its choices. Who has a choice that goes keeps it; nobody else can be given it."""
    field = _locked(field)
    given: dict = {}
    if label is not None:
        given["label"] = _labelled(field.store, label, CannotEditCustomField, but=field)
    if choices is not None:
        given["choices"] = _chosen(field, choices, CannotEditCustomField)
    if changed := changes(field, **given):
        field.save(update_fields=list(given))
        _told(events.CustomFieldEdited, field, by, changed)
    return field


@transaction.atomic
def move_custom_field(*, field: CustomField, by: Actor, now: datetime, up: bool) -> CustomField:
    """One place up or down; at the end it stays where it is."""
    field = _locked(field)
    live = list(_live(field.store))
    here = next((at for at, one in enumerate(live) if one.pk == field.pk), None)
    if here is None:
        raise CannotEditCustomField(_("This field is archived. Bring it back first."))
    there = here - 1 if up else here + 1
    if 0 <= there < len(live):
        live[here], live[there] = live[there], live[here]
        for position, one in enumerate(live, 1):
            one.position = position
        CustomField.objects.bulk_update(live, ["position"])
        field.refresh_from_db(fields=["position"])
        forget_fields(field.store)
    return field


@transaction.atomic
def archive_custom_field(*, field: CustomField, by: Actor, now: datetime) -> CustomField:
    """Gone from forms, lists and the API. What customers have in it is kept for when it comes back."""
    field = _locked(field)
    if field.is_archived:
        raise CannotEditCustomField(_("This field is archived already."))
    return _set_archived(field, now, events.CustomFieldArchived, by)


@transaction.atomic
def restore_custom_field(*, field: CustomField, by: Actor, now: datetime) -> CustomField:
    field = _locked(field)
    if not field.is_archived:
        raise CannotEditCustomField(_("This field is in use already."))
    _labelled(field.store, field.label, CannotEditCustomField, but=field)
    field.position = _room(field.store, CannotEditCustomField) + 1
    return _set_archived(field, None, events.CustomFieldRestored, by)


def _hold(store: Store) -> None:
    """One at a time changes a store's fields."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)


def _locked(field: CustomField) -> CustomField:
    _hold(field.store)
    return CustomField.objects.select_related("store").get(pk=field.pk)


def _live(store: Store):
    return CustomField.objects.filter(store=store, archived_at=None).order_by("position", "pk")


def _room(store: Store, refused_as: type[DomainError]) -> int:
    """The last position there is."""
    live = list(_live(store))
    if len(live) >= MOST_FIELDS:
        raise refused_as(_("A store has at most %(n)d fields. Archive one first.") % {"n": MOST_FIELDS})
    return live[-1].position if live else 0


def _labelled(store: Store, label: str, refused_as: type[DomainError], but: CustomField | None = None) -> str:
    label = " ".join(label.split())
    if not label:
        raise refused_as(_("Give the field a name."))
    if len(label) > 60:
        raise refused_as(_("Use at most 60 characters."))
    others = _live(store).exclude(pk=but.pk) if but else _live(store)
    if others.filter(label__iexact=label).exists():
        raise refused_as(_("There is a field of this name already."))
    return label


def _keyed(store: Store, key: str) -> str:
    if not KEY.fullmatch(key):
        text = _("Use small letters, digits and _ for the key, and a letter first: shoe_size.")
        raise CannotAddCustomField(text)
    if key.endswith(BOUNDS):
        raise CannotAddCustomField(_("A key cannot end in _from, _to or _until: filters use these."))
    if CustomField.objects.filter(store=store, key=key).exists():
        raise CannotAddCustomField(_("There is a field with this key already; it may be archived."))
    return key


def _key_from(store: Store, label: str) -> str:
    words = (
        re.sub(r"[^a-z0-9]+", "_", re.sub("['’]", "", folded(label))).strip("_")[: LONGEST_KEY - 6].strip("_")
    )
    start = words if words and words[0].isalpha() else f"field_{words}".strip("_")
    start = f"{start}_value" if start.endswith(BOUNDS) else start
    taken = set(CustomField.objects.filter(store=store, key__startswith=start).values_list("key", flat=True))
    tries = (start if n == 1 else f"{start}_{n}" for n in range(1, len(taken) + 2))
    return next(key for key in tries if key not in taken)


def _chosen(field: CustomField, choices: Sequence[str], refused_as: type[DomainError]) -> list[str]:
    if not field.has_choices:
        return []
    words = list(dict.fromkeys(" ".join(choice.split()) for choice in choices if choice.strip()))
    if not words:
        raise refused_as(_("Write at least one choice."))
    if len(words) > MOST_CHOICES:
        raise refused_as(_("Write at most %(n)d choices.") % {"n": MOST_CHOICES})
    if any(len(word) > LONGEST_CHOICE for word in words):
        raise refused_as(_("A choice has at most %(n)d characters.") % {"n": LONGEST_CHOICE})
    if any(";" in word for word in words):
        raise refused_as(_("A choice cannot contain a semicolon: files put it between several."))
    if len({word.casefold() for word in words}) < len(words):
        raise refused_as(_("Two choices differ by capital letters alone."))
    return words


def _set_archived(field: CustomField, at: datetime | None, event, by: Actor) -> CustomField:
    field.archived_at = at
    field.save(update_fields=["archived_at", "position"])
    return _told(event, field, by)


def _told(event, field: CustomField, by: Actor, changed: dict | None = None) -> CustomField:
    forget_fields(field.store)
    told = event(store_id=field.store_id, customfield_id=field.pk, subject_label=field.label)
    publish(told, by=by, changes=changed)
    return field
