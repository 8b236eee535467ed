"""The rows of a file in a table of their own, checked one by one and against each other.

The table is unlogged: PostgreSQL empties it when the server crashes, and `is_whole` then says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from customers.importing.checking import Checker
from customers.importing.fields import KEYS
from customers.importing.reading import Row

PULSE = 5_000  # rows
MOST_ROWS = 5_000_000


class TooManyRows(Exception):
    """More than one import takes."""


@dataclass(frozen=True)
class Staging:
    """The staged rows of one batch; `columns` are those of its Checker."""

    batch_id: int
    columns: Sequence[str]

    @property
    def name(self) -> str:
        return name_of(self.batch_id)

    def is_whole(self, rows: int) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [self.name])
            if not cursor.fetchone()[0]:
                return False
            cursor.execute(f"SELECT count(*) FROM {self.name}")  # noqa: S608 (a number)
            return cursor.fetchone()[0] == rows

    def fill(self, rows: Iterable[Row], check: Checker, key: str, pulse: Callable[[int], None]) -> int:
        """Read, check and keep every row; says how many there are."""
        drop(self.batch_id)
        texts = ", ".join(f'{column} text COLLATE "C"' for column in self.columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE UNLOGGED TABLE {self.name} (n bigint, line bigint, fault text, told text,"
                f" other_line bigint, {texts}) WITH (autovacuum_enabled = off)"
            )
            counted = _counted(rows, pulse)
            total = self._copy(cursor, counted, check)
            cursor.execute(f"ALTER TABLE {self.name} ADD PRIMARY KEY (n)")
            cursor.execute(f"ANALYZE {self.name}")
            for column in (key, *(other for other in KEYS if other not in (key, "phone"))):
                cursor.execute(_SAME.format(table=self.name, column=column), [f"same_{column}"])
        return total

    def _copy(self, cursor, rows: Iterator[tuple[int, Row]], check: Checker) -> int:
        names = ", ".join(["n", "line", "fault", "told", *self.columns])
        total = 0
        with cursor.copy(f"COPY {self.name} ({names}) FROM STDIN") as into:
            for total, (line, cells) in rows:  # noqa: B007
                values, fault, told = check(cells)
                into.write_row((total, line, fault, told, *values))
        return total


# The last line about somebody is the newest and is taken.
_SAME = """
UPDATE {table} s SET fault = %s, other_line = same.line_taken
FROM (
  SELECT n, row_number() OVER latest AS place, first_value(line) OVER latest AS line_taken
  FROM {table} WHERE fault IS NULL AND {column} IS NOT NULL
  WINDOW latest AS (PARTITION BY {column} ORDER BY n DESC)
) same
WHERE s.n = same.n AND same.place > 1
"""


def name_of(batch_id: int) -> str:
    return f"import_staging_{int(batch_id)}"


def drop(batch_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name_of(batch_id))))


def _counted(rows: Iterable[Row], pulse: Callable[[int], None]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise TooManyRows
        if number % PULSE == 0:
            pulse(number)
        yield number, row
