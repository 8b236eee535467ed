"""What to do next for a customer: one suggestion above the others, each with the fact behind it.

    suggests(30, win_back_the_best)

registers a function that looks at a customer and suggests something or nothing. The lesser rank wins; an
app above registers its own. Whoever is suspended, banned or erased is left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.shell import Reader
from customers.models import Customer


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """`text` says what to do, `fact` why; `url` is where it is done, `act` the words on the button."""

    text: str
    fact: str
    icon: str
    tone: str = ""
    url: str = ""
    act: str = ""
    drawer: bool = False
    permission: str = "customers.view"  # to do it; without it the suggestion stands without a button


Find = Callable[[Customer, datetime], Suggestion | None]

_finders: list[tuple[int, Find]] = []


def suggests(rank: int, find: Find) -> None:
    _finders.append((rank, find))
    _finders.sort(key=lambda ranked: ranked[0])


def suggestions(customer: Customer, now: datetime) -> list[Suggestion]:
    """The most urgent first; `customer` has their figures and store at hand."""
    if customer.is_barred or customer.is_erased:
        return []
    found = (find(customer, now) for _rank, find in _finders)
    return [suggestion for suggestion in found if suggestion]


def may_do(suggestion: Suggestion, reader: Reader) -> bool:
    return bool(suggestion.url) and reader.can(suggestion.permission)
