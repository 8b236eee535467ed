"""What fills a demo store. Each app's `demo.py` has its seeders; `manage.py demo` calls them in order.

    @seeds(order=10)
    def customers(demo: Demo) -> str: ...        # says what it made

A seeder works in set-based SQL, gives the same rows for the same size, and only ever uses addresses
and numbers that belong to nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

from core.actors import Actor
from core.models import Store


@dataclass(frozen=True, kw_only=True)
class Demo:
    store: Store
    size: int  # customers
    now: datetime
    staff: tuple[Actor, ...]  # who did what happened


Seeder = Callable[[Demo], str]
_seeders: list[tuple[int, Seeder]] = []


def seeds(*, order: int) -> Callable[[Seeder], Seeder]:
    def register(seeder: Seeder) -> Seeder:
        _seeders.append((order, seeder))
        return seeder

    return register


def fill(demo: Demo) -> Iterator[str]:
    autodiscover_modules("demo")
    for _order, seeder in sorted(_seeders, key=lambda entry: entry[0]):
        yield seeder(demo)
