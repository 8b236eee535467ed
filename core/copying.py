"""Rows as PostgreSQL itself writes them, near its full speed, each made into text by one SQL expression."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

# Types by PostgreSQL's oid.
BOOLEANS = {16}
NUMBERS = {20, 21, 23, 26, 700, 701, 1700}
DATES = {1082}
MOMENTS = {1114, 1184}
TIMES = {1083, 1186, 1266}
UUIDS = {2950}

# As CSV of one column whose marks are in no text that JSON or XML could hold: nothing is ever quoted.
AS_IT_IS = "FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01'"
ROWS_AT_ONCE = 2_000

Source = models.QuerySet | str
OnBlock = Callable[[int], None]


@dataclass(frozen=True)
class Selected:
    """A column of what is copied: `name` in SQL, and what it holds."""

    name: str
    oid: int


def copied(
    source: Source,
    params: Sequence[Any],
    count: int,
    written: Callable[[list[Selected]], str],
    *,
    form: str = "FORMAT csv",
    on_block: OnBlock | None = None,
) -> Iterator[Any]:
    """The rows of a `.values_list(…)` query, or of an SQL text, each as the expression `written` has it.

    One statement sees one snapshot, so the rows are of one moment. `on_block(rows_so_far)` is called as
    they arrive, for progress.
    """
    sql, given = (source, params) if isinstance(source, str) else source.query.sql_with_params()
    with transaction.atomic(), connection.cursor() as cursor:
        columns = _columns(cursor, sql, given, count)
        names = ", ".join(column.name for column in columns)
        copy = f"COPY (SELECT {written(columns)} FROM ({sql}) AS source({names})) TO STDOUT ({form})"  # noqa: S608
        with cursor.copy(copy, given) as rows:
            # One at a time: holding many of its buffers takes three times as long.
            for number, row in enumerate(rows, start=1):
                yield row
                if on_block and number % ROWS_AT_ONCE == 0:
                    on_block(number)


def _columns(cursor, sql: str, given: Sequence[Any], count: int) -> list[Selected]:
    cursor.execute(f"SELECT * FROM ({sql}) AS source LIMIT 0", given)  # noqa: S608 (the caller's query)
    types = [column.type_code for column in cursor.description]
    if len(types) != count:
        raise ValueError(f"{len(types)} columns selected, {count} named")
    return [Selected(f"c{i}", oid) for i, oid in enumerate(types)]
