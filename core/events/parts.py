"""The log's parts, one per month and one for the rest, read from end to end where no index leads."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from core.events.log import opened

STRETCH = 8_000  # pages of 8 kB, some 130,000 events: a second or two


def parts_before(last: str = "~") -> list[str]:
    """The parts whose name is not beyond this one, and the one for the rest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relid::regclass::text AS part FROM pg_partition_tree('core_eventrecord') WHERE isleaf"
            " AND (relid::regclass::text <= %s OR relid = 'core_eventrecord_default'::regclass) ORDER BY 1",
            [last],
        )
        return [part for (part,) in cursor.fetchall()]


def delete_from(part: str, condition: str, values: Sequence[Any]) -> Iterator[int]:
    """Delete stretch by stretch, each in a transaction of its own; how many each time.

    Visitors' events are in no index by store and time, and an index for what is done once a night
    would have to be paid with every event.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s) / 8192", [part])
        pages = cursor.fetchone()[0]
    for first in range(0, pages, STRETCH):
        with opened(), connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {part} AS record {condition} AND record.ctid >= %s AND record.ctid < %s",  # noqa: S608
                [*values, f"({first},0)", f"({first + STRETCH},0)"],
            )
            yield cursor.rowcount
