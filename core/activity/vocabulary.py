"""What apps said about their events and kinds of record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from core.events import Event
from core.models import EventRecord, Store


@dataclass(frozen=True)
class Words:
    text: Any
    icon: str = "activity"
    tone: str = ""
    shown: dict[str, Callable[[Any], Any]] = field(default_factory=dict)  # how fields of the payload read
    fields: dict[str, Any] = field(default_factory=dict)  # labels of what changed, without a model
    alone: Any = ""  # the whole sentence on a timeline, when a program or a visitor is all there is to name


@dataclass(frozen=True)
class Kind:
    """A kind of record. `url(store, id)` is its page, if it has one and is still there."""

    label: Any
    url: Callable[[Store, int], str | None] = lambda store, subject_id: None
    fields: dict[str, Any] = field(default_factory=dict)  # labels where the model's own do not fit


_words: dict[str, Words] = {}
_kinds: dict[str, Kind] = {}


def describe(sentences: dict[type[Event], Words]) -> None:
    _words.update({event.name: words for event, words in sentences.items()})


def name_kinds(kinds: dict[str, Kind]) -> None:
    _kinds.update(kinds)


def words_of(event_name: str) -> Words | None:
    return _words.get(event_name)


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


def subject_url(record: EventRecord, store: Store) -> str | None:
    """The page of the record it is about, or else of its customer."""
    about = [(record.subject_kind, record.subject_id), ("customers.customer", record.customer_id)]
    for key, record_id in about:
        kind = _kinds.get(key)
        if kind and record_id and (url := kind.url(store, record_id)):
            return url
    return None


def field_label(subject_kind: str, name: str) -> str:
    kind = _kinds.get(subject_kind)
    if kind and name in kind.fields:
        return str(kind.fields[name])
    model_field = model_field_of(subject_kind, name)
    label = str(model_field.verbose_name) if model_field is not None else name.replace("_", " ")
    return label[:1].upper() + label[1:]


def model_field_of(subject_kind: str, name: str) -> models.Field | None:
    try:
        model = apps.get_model(subject_kind)
        found = model._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) else None
