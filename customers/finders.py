"""Other ways to find a customer by a word. Apps above register theirs: commerce finds by order number.

A finder says whose the word is, by keys, from an index: it is asked at each search.
"""

from collections.abc import Callable, Iterable

from core.models import Store

Finder = Callable[[Store, str], Iterable[int]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    _finders.append(finder)


def named_by(store: Store, term: str) -> set[int]:
    return {key for finder in _finders for key in finder(store, term)}
