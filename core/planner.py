"""Settings of the database: the planner's and our own locks, for a few statements and no longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SET = "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)"


@contextmanager
def planned(cursor: Any, **settings: str) -> Iterator[None]:
    """Within a transaction: set, and afterwards as before, however long the transaction goes on.

    An error needs no undoing: the transaction or savepoint that ends with it takes the settings along.
    """
    before = {}
    for name, value in settings.items():
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [name, name, value]
        )
        before[name] = cursor.fetchone()[0]
    yield
    for name, value in before.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
