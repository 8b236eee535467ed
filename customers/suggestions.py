"""What apps above would add about a customer from what they know: commerce from what was ordered.

A suggestion is drawn when it is asked for and kept nowhere; staff take it with a click, and then it is
added as if they had typed it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from customers.models import Customer


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    key: str  # the same as long as the same is suggested
    label: str
    why: str  # "from an order of 3 May"
    values: dict[str, Any] = field(default_factory=dict)  # for the verb that adds it


Source = Callable[[Customer], Iterable[Suggestion]]


class Suggestions:
    """Of one noun. What is known already is left out by whoever asks."""

    def __init__(self) -> None:
        self._sources: list[Source] = []

    def register(self, source: Source) -> Source:
        self._sources.append(source)
        return source

    def of(self, customer: Customer) -> list[Suggestion]:
        return [found for source in self._sources for found in source(customer)]


addresses = Suggestions()
payment_methods = Suggestions()
preferences = Suggestions()
