"""What fills a demo store. Each app's `demo.py` has its seeders; `manage.py demo` calls them in order.

    @seeds(order=10)
    def customers(demo: Demo) -> str: ...        # says what it made

A seeder works in set-based SQL, gives the same rows for the same size and moment, and only ever uses
addresses and numbers that belong to nobody. What it needs of chance it asks of `pg_temp.roll`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from core.actors import Actor
from core.models import Store


@dataclass(frozen=True, kw_only=True)
class Demo:
    store: Store
    size: int  # customers
    now: datetime
    staff: tuple[Actor, ...]  # who did what happened
    pictures: bool = True


Seeder = Callable[[Demo], str]
_seeders: list[tuple[int, Seeder]] = []

# A number from 0 to 1 that depends on nothing but what it is asked: whose turn it is, and what for.
_DICE = """
CREATE OR REPLACE FUNCTION pg_temp.roll(turn bigint, what_for bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended($1, $2) & 9007199254740991)::float8 / 9007199254740992 $$
"""


def seeds(*, order: int) -> Callable[[Seeder], Seeder]:
    def register(seeder: Seeder) -> Seeder:
        _seeders.append((order, seeder))
        return seeder

    return register


def fill(demo: Demo) -> Iterator[str]:
    """All seeders in one transaction: what one leaves in temporary tables the next ones find."""
    autodiscover_modules("demo")
    with transaction.atomic(), connection.cursor() as cursor:
        _make_room(cursor)
        for _order, seeder in sorted(_seeders, key=lambda entry: entry[0]):
            yield seeder(demo)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def reserve(table: str, count: int) -> int:
    """The first of `count` successive keys of a table that are ours alone."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT min(key), max(key) FROM (SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id'))"
                "::regclass) AS key FROM generate_series(1, %s)) AS taken",
                [table, count],
            )
            first, last = cursor.fetchone()
            if not count or last - first + 1 == count:  # else somebody took some in between
                return first or 0


def _make_room(cursor) -> None:
    """A million customers take minutes, and much memory to sort."""
    for name, value in _SETTINGS.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    cursor.execute("SELECT current_setting('is_superuser') = 'on'")
    if cursor.fetchone()[0]:
        # What is written here points only at what was written here: tens of millions of checks of
        # foreign keys are left out where we may. The demo's tests look for rows that point nowhere.
        cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(_DICE)
    cursor.execute(
        "SELECT 'pg_temp.' || relname FROM pg_class"
        " WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname LIKE 'demo\\_%'"
    )
    for (left_over,) in cursor.fetchall():  # by another demo in the same transaction
        cursor.execute(f"DROP TABLE {left_over}")


_SETTINGS = {
    "statement_timeout": "30min",
    "idle_in_transaction_session_timeout": "30min",
    "work_mem": "192MB",
    "max_parallel_workers_per_gather": "1",
    "synchronous_commit": "off",
}
