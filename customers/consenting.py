"""What a person's words come to: the rules, without a database.

A word about a channel holds for each of its topics that has none of its own; refusing a channel ends what
was agreed to of its topics. Only the person takes a refusal back, by their own hand; what others write down
afterwards is no consent. At the same moment a refusal counts for more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from customers.models import Word

Key = tuple[str, str, int | None]  # purpose, channel, topic


class Said(Protocol):
    """A record, written down already or about to be."""

    word: str
    said_at: datetime

    @property
    def key(self) -> Key: ...

    @property
    def is_by_own_hand(self) -> bool: ...


class Standing(NamedTuple):
    word: str
    since: datetime


def holds(said: Iterable[Said]) -> dict[Key, Standing]:
    """What holds after all this was said, whatever order it was learnt in."""
    now: dict[Key, Standing] = {}
    for record in sorted(said, key=lambda one: (one.said_at, one.word == Word.WITHDRAWN)):
        if record.word == Word.WITHDRAWN:
            _refuse(now, record.key, record.said_at)
        elif record.is_by_own_hand or not refused_by(now, record.key):
            _put(now, record.key, Standing(Word.GIVEN, record.said_at))
    return now


def standing(now: Mapping[Key, Standing], key: Key) -> Standing | None:
    """The word about the topic itself, else about its channel."""
    purpose, channel, _topic = key
    return now.get(key) or now.get((purpose, channel, None))


def refused_by(now: Mapping[Key, Standing], key: Key) -> Standing | None:
    found = standing(now, key)
    return found if found and found.word == Word.WITHDRAWN else None


def is_agreed(now: Mapping[Key, Standing], key: Key) -> bool:
    """For one person what `queries.agreed` asks of many."""
    found = standing(now, key)
    return found is not None and found.word == Word.GIVEN


def _refuse(now: dict[Key, Standing], key: Key, at: datetime) -> None:
    purpose, channel, topic = key
    if topic is None:
        for part in [one for one in now if one[:2] == (purpose, channel) and one[2] is not None]:
            if now[part].word == Word.GIVEN:
                del now[part]
    _put(now, key, Standing(Word.WITHDRAWN, at))


def _put(now: dict[Key, Standing], key: Key, said: Standing) -> None:
    """Saying it again does not make it newer."""
    known = now.get(key)
    if known is None or known.word != said.word:
        now[key] = said
