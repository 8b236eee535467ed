"""Timelines: the kinds they can be filtered by, and what a record adds to its sentence.

name_timeline_kinds(
    TimelineKind(key="orders", label=_("Orders"), icon="shopping-bag", begins=("commerce.order_",))
)
show_on_timelines({"commerce.order": glances_at_orders})
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.activity.sentences import Entry, entry
from core.events import names_on_timelines
from core.models import EventRecord, Store


@dataclass(frozen=True, kw_only=True)
class TimelineKind:
    """Events that one toggle shows, by how their names begin; the longest beginning decides."""

    key: str
    label: Any
    icon: str
    begins: tuple[str, ...]
    order: int = 100


@dataclass(frozen=True)
class Glance:
    """What a timeline shows of the record an event is about: its page, and a line beneath the sentence."""

    url: str = ""
    text: str = ""


Glances = Callable[[Store, Sequence[EventRecord]], Mapping[int, Glance]]  # by the records' keys

OTHER = TimelineKind(key="other", label=_("Other"), icon="ellipsis", begins=("",), order=1000)
_kinds: list[TimelineKind] = [OTHER]
_glances: dict[str, Glances] = {}


def name_timeline_kinds(*kinds: TimelineKind) -> None:
    _kinds.extend(kinds)
    _kinds.sort(key=lambda kind: kind.order)


def show_on_timelines(glances: dict[str, Glances]) -> None:
    """By kind of record: one question for all of a page's records, never one each."""
    _glances.update(glances)


def timeline_kinds() -> list[TimelineKind]:
    """Those that have events, in their order."""
    used = {_kind_of(name) for name in names_on_timelines()}
    return [kind for kind in _kinds if kind.key in used]


def timeline_names(keys: Collection[str] = ()) -> list[str]:
    """The events of these kinds; of every kind when none is chosen."""
    return [name for name in names_on_timelines() if not keys or _kind_of(name) in keys]


def timeline_entries(store: Store, records: Sequence[EventRecord]) -> list[Entry]:
    """In words, with what changed, and with a look at the records themselves."""
    glances = _glances_at(store, records)
    return [entry(record, with_changes=True, **vars(glances.get(record.pk, Glance()))) for record in records]


def _kind_of(name: str) -> str:
    fitting = ((len(begin), kind.key) for kind in _kinds for begin in kind.begins if name.startswith(begin))
    return max(fitting)[1]


def _glances_at(store: Store, records: Iterable[EventRecord]) -> dict[int, Glance]:
    by_kind: dict[str, list[EventRecord]] = defaultdict(list)
    for record in records:
        if record.subject_kind in _glances and record.subject_id:
            by_kind[record.subject_kind].append(record)
    found: dict[int, Glance] = {}
    for kind, those in by_kind.items():
        found |= _glances[kind](store, those)
    return found
