"""Locks that only one process at a time can have, kept by PostgreSQL: a killed one leaves none behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def if_free(space: int, key: int | str) -> Iterator[bool]:
    """Try to be the only one at it; says whether this is so. The lock lives as long as the connection."""
    numbered = "%s" if isinstance(key, int) else "hashtext(%s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock(%s, {numbered})", [space, key])
        is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock(%s, {numbered})", [space, key])
