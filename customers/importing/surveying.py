"""What an import would come to, without writing anything about a customer."""

from typing import NamedTuple

from django.db import connection

from core.planner import planned
from customers.importing.matching import Matching
from customers.models import ImportBatch

STRETCH = 20_000  # rows of one part, and of one transaction when written
CREATED, UPDATED, UNCHANGED, SKIPPED = "+", "*", "=", "-"
FATE = f"""CASE WHEN reason IS NOT NULL THEN '{SKIPPED}' WHEN found IS NULL THEN '{CREATED}'
  WHEN differs THEN '{UPDATED}' ELSE '{UNCHANGED}' END"""
MEMORY = {"work_mem": "128MB"}
_SURVEY = """
CREATE TEMP TABLE import_survey ON COMMIT DROP AS
SELECT n, line, told, other_line, reason, {fate} AS fate FROM ({rows}) sorted_out
"""
_PARTS = """
INSERT INTO customers_importpart (store_id, batch_id, created_at, first, fates, added, tagged)
SELECT %(store)s, %(batch)s, statement_timestamp(), min(n), string_agg(fate, '' ORDER BY n), '{}', '{}'
FROM import_survey GROUP BY (n - 1) / %(stretch)s ORDER BY 1
"""
LINES = """
INSERT INTO customers_importline (store_id, batch_id, created_at, number, line, code, value, other_line)
SELECT %(store)s, %(batch)s, statement_timestamp(), n, line, reason, coalesce(told, ''), other_line
FROM {table} WHERE reason IS NOT NULL ORDER BY n
"""
COUNTS = """
SELECT count(*) FILTER (WHERE fate = '+'), count(*) FILTER (WHERE fate = '*'),
  count(*) FILTER (WHERE fate = '='), count(*) FILTER (WHERE fate = '-') FROM {table}
"""


class Counts(NamedTuple):
    created: int
    updated: int
    unchanged: int
    skipped: int


def survey(batch: ImportBatch, matching: Matching, rows: int) -> Counts:
    """Sort out the whole file at once, and keep a letter for each row and a reason for each left out."""
    batch.parts.all().delete()
    batch.lines.all().delete()
    given = {**matching.params(0, rows), "batch": batch.pk, "stretch": STRETCH}
    with connection.cursor() as cursor, planned(cursor, **MEMORY):
        cursor.execute("DROP TABLE IF EXISTS import_survey")
        cursor.execute(_SURVEY.format(fate=FATE, rows=matching.sorted_out), given)
        cursor.execute(_PARTS, given)
        cursor.execute(LINES.format(table="import_survey"), given)
        cursor.execute(COUNTS.format(table="import_survey"))
        return Counts(*cursor.fetchone())
