"""Customers whom nobody knew: their rows, their figures, their event."""

from typing import Any

from django.db import connection

from core.actors import Actor
from core.events import publish_selected
from core.models import Store
from customers.events import CustomerAdded
from customers.importing.fields import column_of
from customers.importing.matching import Matching
from customers.models import Source
from customers.services.figures import start_figures
from customers.services.scores import rescore

BASE = ("email", "first_name", "last_name", "phone", "language")  # without a value of the database's own
_ADD = """
INSERT INTO customers_customer (id, store_id, created_at, updated_at, status, source, {names})
SELECT id, %(store)s, %(now)s, %(now)s, 'active', %(source)s, {values}
FROM import_slice WHERE fate = '+' ORDER BY n
ON CONFLICT DO NOTHING
"""
# Who took the address at the same moment has it; the line says so.
_OVERTAKEN = """
UPDATE import_slice s SET fate = '-', reason = 'email_taken', id = NULL
WHERE fate = '+' AND NOT EXISTS (SELECT 1 FROM customers_customer c WHERE c.id = s.id)
"""
_ADDED = "SELECT id FROM import_slice WHERE fate = '+' ORDER BY id"
LABEL = "coalesce(nullif(trim(c.first_name || ' ' || c.last_name), ''), c.email, nullif(c.phone, ''), '')"
_TELL = f"""
SELECT c.id AS customer_id, {LABEL} AS subject_label, '{{}}'::jsonb AS changes
FROM import_slice s JOIN customers_customer c ON c.id = s.id WHERE s.fate = '+' ORDER BY c.id
"""  # noqa: S608 (constants)


def add(matching: Matching, given: dict[str, Any]) -> list[int]:
    """The keys of those added."""
    names = list(dict.fromkeys([*BASE, *matching.details]))
    values = ", ".join(_value(name, name in matching.details) for name in names)
    with connection.cursor() as cursor:
        statement = _ADD.format(names=", ".join(names), values=values)
        cursor.execute(statement, {**given, "source": Source.IMPORT})
        cursor.execute(_OVERTAKEN)
        cursor.execute(_ADDED)
        return [key for (key,) in cursor.fetchall()]


def settle(added: list[int], store: Store, given: dict[str, Any], by: Actor) -> None:
    """Their figures and the word that they are here, once everything about them is written."""
    if added:
        start_figures(store=store, customer_ids=added)
        rescore(store=store, customer_ids=added, now=given["now"])
        event = CustomerAdded(store_id=store.pk, customer_id=0)
        publish_selected(event, _TELL, {}, by=by, happened_at=given["now"])


def _value(name: str, is_told: bool) -> str:
    """A new customer without a detail has the column's blank."""
    column = column_of(name)
    blank = column.blank if column else "''"
    if column is None or not is_told:
        return blank
    return f"{name}::{column.cast}" if blank == "NULL" else f"coalesce({name}, '')"
