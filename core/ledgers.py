"""Tables that are only ever added to: the database refuses to change or remove their rows.

migrations.RunSQL(only_added_to("customers_consentrecord"), still_changeable("customers_consentrecord"))
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from core.planner import planned

_GUARD = """
CREATE OR REPLACE FUNCTION core_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('regulars.ledgers', true) = 'open' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def only_added_to(table: str) -> str:
    return f"""{_GUARD}
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION core_is_only_added_to();
"""


def still_changeable(table: str) -> str:
    return f"DROP TRIGGER only_added_to ON {table};"


@contextmanager
def opened() -> Iterator[None]:
    """Let this transaction change ledgers: for erasure, for merging two people, and for nothing else."""
    with transaction.atomic(), connection.cursor() as cursor, planned(cursor, **{"regulars.ledgers": "open"}):
        yield
