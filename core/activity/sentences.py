"""A record of the log in words: who did what, and what it was before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.activity.vocabulary import Words, field_label, kind_label, model_field_of, title_of, words_of
from core.actors import SYSTEM, ActorKind
from core.models import EventRecord
from core.time_of_day import time_format


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
    alone: str = ""  # says it all by itself; empty where somebody is to be named
    more: str = ""  # a line about the record itself

    @property
    def title(self) -> str:
        return title_of(self.record.name)


def entry(record: EventRecord, *, with_changes: bool = False, url: str = "", text: str = "") -> Entry:
    """`url` makes the record's name a link, `text` is a line about it."""
    words = words_of(record.name) or Words(_("{event}: {subject}") if record.subject_label else "{event}")
    return Entry(
        record=record,
        icon=words.icon,
        tone=words.tone,
        by=actor_label(record),
        text=_sentence(record, words.text, words, url),
        alone=_sentence(record, words.alone, words, url) if _needs_no_name(record, words) else "",
        at=record.happened_at,
        note="\n".join(str(change) for change in changes_of(record)) if with_changes else "",
        more=text,
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


def changes_of(record: EventRecord) -> list[Change]:
    """What changed, in the words of the record's own page."""
    words = words_of(record.name)
    labels = words.fields if words else {}
    return [
        Change(
            str(labels.get(name) or field_label(record.subject_kind, name)),
            *_old_and_new(record.subject_kind, name, values),
        )
        for name, values in record.changes.items()
    ]


class _Blanks(dict):
    def __missing__(self, name: str) -> str:
        return ""


def _needs_no_name(record: EventRecord, words: Words) -> bool:
    """ "API key Online shop delivered the order" helps nobody who reads a customer's story."""
    return bool(words.alone) and record.actor_kind in (ActorKind.API_KEY, ActorKind.VISITOR)


def _sentence(record: EventRecord, text: Any, words: Words, url: str) -> str:
    """Everything that comes from people is escaped."""
    values = _Blanks(record.payload)
    values.update({name: show(values[name]) for name, show in words.shown.items() if name in values})
    label = record.subject_label or kind_label(record.subject_kind).lower()
    values["event"], values["subject"] = title_of(record.name), format_html("<b>{}</b>", label)
    if url:
        values["subject"] = format_html('<a class="link" href="{}">{}</a>', url, label)
    safe = _Blanks({name: format_html("{}", _shown(value)) for name, value in values.items()})
    return format_html("{}", _Filled(str(text).format_map(safe)))


class _Filled(str):
    """Our own words with escaped values in them."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _old_and_new(subject_kind: str, name: str, values: Any) -> tuple[str, str]:
    if not (isinstance(values, list) and len(values) == 2):  # a hidden secret
        return str(values), str(values)
    model_field = model_field_of(subject_kind, name)
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
