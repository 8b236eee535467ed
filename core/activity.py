"""How events read: each app's `activity.py` gives its events a sentence and its kinds of record a name.

    describe({
        NoteAdded: Words(_("wrote a note about {subject}"), icon="square-pen"),
        MemberRoleChanged: Words(_("changed the role of {subject}"), icon="shield"),
    })
    name_kinds({"customers.note": Kind(_("Note"), url=note_url, fields={"text": _("Text")})})

A sentence follows the name of who did it. `{subject}` is the record's label; a field of the event's
payload stands in braces too. Events without a sentence read as their name does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.actors import SYSTEM, ActorKind
from core.events import Event
from core.models import EventRecord, Store
from core.time_of_day import time_format


@dataclass(frozen=True)
class Words:
    text: Any
    icon: str = "activity"
    tone: str = ""
    shown: dict[str, Callable[[Any], Any]] = field(default_factory=dict)  # how fields of the payload read
    fields: dict[str, Any] = field(default_factory=dict)  # labels of what changed, without a model


@dataclass(frozen=True)
class Kind:
    """A kind of record. `url(store, id)` is its page, if it has one and is still there."""

    label: Any
    url: Callable[[Store, int], str | None] = lambda store, subject_id: None
    fields: dict[str, Any] = field(default_factory=dict)  # labels where the model's own do not fit


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


@dataclass(frozen=True)
class Entry:
    """An event in words, as the timeline component and the activity log show it."""

    record: EventRecord
    icon: str
    tone: str
    by: str
    text: str
    at: datetime
    note: str = ""

    @property
    def title(self) -> str:
        return title_of(self.record.name)


_words: dict[str, Words] = {}
_kinds: dict[str, Kind] = {}


def describe(sentences: dict[type[Event], Words]) -> None:
    _words.update({event.name: words for event, words in sentences.items()})


def name_kinds(kinds: dict[str, Kind]) -> None:
    _kinds.update(kinds)


def has_words(event_name: str) -> bool:
    return event_name in _words


def kind_choices() -> list[tuple[str, Any]]:
    return sorted(
        ((key, kind.label) for key, kind in _kinds.items()), key=lambda choice: str(choice[1]).lower()
    )


def event_choices() -> list[tuple[str, str]]:
    """The events somebody has described, with a short title each: "Note added"."""
    return sorted(((name, title_of(name)) for name in _words), key=lambda choice: choice[1])


def title_of(event_name: str) -> str:
    return event_name.rpartition(".")[2].replace("_", " ").capitalize()


def kind_label(subject_kind: str) -> str:
    kind = _kinds.get(subject_kind)
    return str(kind.label) if kind else subject_kind.rpartition(".")[2].replace("_", " ").capitalize()


def entry(record: EventRecord, *, with_changes: bool = False) -> Entry:
    words = _words.get(record.name) or Words(_("{event}: {subject}") if record.subject_label else "{event}")
    return Entry(
        record=record,
        icon=words.icon,
        tone=words.tone,
        by=actor_label(record),
        text=_sentence(record, words),
        at=record.happened_at,
        note="\n".join(str(change) for change in changes_of(record)) if with_changes else "",
    )


def entries(records: Iterable[EventRecord], *, with_changes: bool = False) -> list[Entry]:
    """`with_changes` adds a line for each: `Phone: nothing → +34 612 345 678`."""
    return [entry(record, with_changes=with_changes) for record in records]


def actor_label(record: EventRecord) -> str:
    if record.actor_kind == ActorKind.SYSTEM:
        return SYSTEM.label
    if record.actor_kind == ActorKind.API_KEY:
        return _("API key %(name)s") % {"name": record.actor_label}
    return record.actor_label or str(ActorKind(record.actor_kind).label)


def subject_url(record: EventRecord, store: Store) -> str | None:
    """The page of the record it is about, or else of its customer."""
    about = [(record.subject_kind, record.subject_id), ("customers.customer", record.customer_id)]
    for key, record_id in about:
        kind = _kinds.get(key)
        if kind and record_id and (url := kind.url(store, record_id)):
            return url
    return None


def changes_of(record: EventRecord) -> list[Change]:
    """What changed, in the words of the record's own page."""
    words = _words.get(record.name)
    labels = words.fields if words else {}
    return [
        Change(
            str(labels.get(name) or field_label(record.subject_kind, name)),
            *_old_and_new(record.subject_kind, name, values),
        )
        for name, values in record.changes.items()
    ]


def field_label(subject_kind: str, name: str) -> str:
    kind = _kinds.get(subject_kind)
    if kind and name in kind.fields:
        return str(kind.fields[name])
    model_field = _field(subject_kind, name)
    label = str(model_field.verbose_name) if model_field is not None else name.replace("_", " ")
    return label[:1].upper() + label[1:]


class _Blanks(dict):
    def __missing__(self, name: str) -> str:
        return ""


def _sentence(record: EventRecord, words: Words) -> str:
    """Everything that comes from people is escaped."""
    values = _Blanks(record.payload)
    values.update({name: show(values[name]) for name, show in words.shown.items() if name in values})
    label = record.subject_label or kind_label(record.subject_kind).lower()
    values["event"], values["subject"] = title_of(record.name), format_html("<b>{}</b>", label)
    safe = _Blanks({name: format_html("{}", _shown(value)) for name, value in values.items()})
    return format_html("{}", _Filled(str(words.text).format_map(safe)))


class _Filled(str):
    """Our own words with escaped values in them."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _old_and_new(subject_kind: str, name: str, values: Any) -> tuple[str, str]:
    if not (isinstance(values, list) and len(values) == 2):  # a hidden secret
        return str(values), str(values)
    model_field = _field(subject_kind, name)
    old, new = (_shown(value, model_field) for value in values)
    return old, new


def _shown(value: Any, model_field: models.Field | None = None) -> str:
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number_format(value, force_grouping=True)
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    if model_field is not None and model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    if model_field is None or isinstance(model_field, models.DateTimeField):
        return _moment(value)
    return value


def _moment(text: Any) -> Any:
    try:
        found = parse_datetime(text) if isinstance(text, str) and len(text) > 15 else None
    except ValueError:
        return text
    return (
        date_format(timezone.localtime(found), f"j M Y, {time_format()}") if found and found.tzinfo else text
    )


def _field(subject_kind: str, name: str) -> models.Field | None:
    try:
        model = apps.get_model(subject_kind)
        found = model._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) else None
