"""Which of many news counts: the greatest (time, rank, digest) of each record, also against what is kept."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from core.intake import Fate, Item

Version = tuple[Any, int, str]


class News(Protocol):
    item: Item
    external_id: str
    version: Version


N = TypeVar("N", bound=News)


def decided(given: Sequence[N], known: Mapping[str, Mapping[str, Any]]) -> tuple[set[N], list[N]]:
    """Tell each item its outcome; the winner of each record, and all that was not heard before."""
    versions: dict[str, Version] = {
        key: (row["news_at"], row["news_rank"], row["news_digest"]) for key, row in known.items()
    }
    winners: dict[str, N] = {}
    heard = []
    for news in given:
        version = versions.get(news.external_id)
        news.item.outcome = _fate(news.version, version)
        if news.version != version:
            heard.append(news)
        if version is None or news.version > version:
            versions[news.external_id], winners[news.external_id] = news.version, news
    return set(winners.values()), heard


def _fate(new: Version, old: Version | None) -> Fate:
    if old is None:
        return Fate.CREATED
    if new[2] == old[2]:
        return Fate.UNCHANGED
    return Fate.UPDATED if new > old else Fate.STALE
