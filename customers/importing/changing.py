"""Customers who were known: what differs, written with the news it came from and how to take it back."""

from typing import Any

from django.db import connection

from core.actors import Actor
from core.events import publish_selected
from core.intake import as_version
from core.models import Store
from customers.events import CustomerEdited
from customers.importing.adding import LABEL
from customers.importing.fields import VALUE_COLUMN
from customers.importing.matching import Matching
from customers.services.people import STATED

_LOCK = """
SELECT c.id FROM customers_customer c JOIN import_slice s ON s.found = c.id
WHERE s.fate = '*' ORDER BY c.id FOR UPDATE OF c
"""
# `was` and `became` hold only what differs, now that nobody else can change it.
_CHANGED = """
CREATE TEMP TABLE import_changed ON COMMIT DROP AS
SELECT c.id, told.was, told.became FROM import_slice s JOIN customers_customer c ON c.id = s.found
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_object_agg(name, old), '{{}}') AS was,
    coalesce(jsonb_object_agg(name, new), '{{}}') AS became
  FROM (VALUES {pairs}) AS pair (name, old, new, differs) WHERE differs
) AS told
WHERE s.fate = '*' AND told.became <> '{{}}'
"""
_KEEP = """
INSERT INTO customers_importchange (store_id, batch_id, created_at, customer_id, was, became)
SELECT %(store)s, %(batch)s, %(now)s, id, was, became FROM import_changed ORDER BY id
"""
_EDIT = """
UPDATE customers_customer c SET {sets} updated_at = %(now)s
FROM import_slice s JOIN import_changed x ON x.id = s.found WHERE c.id = s.found
"""
# What staff bring in by a file counts from now on as what they type does.
_STAMP = """
INSERT INTO customers_detailnews (customer_id, store_id, versions, wanted_email)
SELECT id, %(store)s, (
    SELECT coalesce(jsonb_object_agg(name, %(version)s::text), '{}')
    FROM jsonb_object_keys(became) AS told (name) WHERE name = ANY(%(details)s)
  ), ''
FROM import_changed ORDER BY id
ON CONFLICT (customer_id) DO UPDATE SET versions = customers_detailnews.versions || excluded.versions,
  wanted_email = CASE WHEN jsonb_exists(excluded.versions, 'email') THEN ''
    ELSE customers_detailnews.wanted_email END
"""
_TELL = f"""
SELECT c.id AS customer_id, {LABEL} AS subject_label, (
    SELECT jsonb_object_agg(name, jsonb_build_array(x.was -> name, x.became -> name))
    FROM jsonb_object_keys(x.became) AS told (name)
  ) AS changes
FROM import_changed x JOIN customers_customer c ON c.id = x.id ORDER BY c.id
"""  # noqa: S608 (constants)


def change(matching: Matching, given: dict[str, Any]) -> int:
    """How many were edited. Their own fields, ids and the event about it follow by `tell`."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("DROP TABLE IF EXISTS import_changed")
        cursor.execute(_CHANGED.format(pairs=_pairs(matching)))
        cursor.execute(_KEEP, given)
        kept = cursor.rowcount
        if kept:
            pairs = ((name, matching.becomes(name, "s")) for name in matching.details)
            sets = "".join(f"{name} = {value}, " for name, value in pairs)
            cursor.execute(_EDIT.format(sets=sets), given)
            stamp: dict[str, Any] = {
                "version": f"{STATED} {as_version(given['now'])}",
                "details": matching.details,
            }
            cursor.execute(_STAMP, {**given, **stamp})
    return kept


def tell(store: Store, given: dict[str, Any], by: Actor) -> None:
    event = CustomerEdited(store_id=store.pk, customer_id=0)
    publish_selected(event, _TELL, {}, by=by, happened_at=given["now"])


def _pairs(matching: Matching) -> str:
    """("first_name", what it was, what it becomes, whether these differ), for everything a row may tell."""
    pairs = [_pair(name, f"c.{name}", matching.becomes(name, "s")) for name in matching.details]
    is_new_id = "s.external_id IS NOT NULL AND s.named_id IS NULL"
    pairs.append(f"('external_id', 'null'::jsonb, to_jsonb(s.external_id), {is_new_id})")
    for field in matching.custom:
        column, cast = VALUE_COLUMN[field.own.kind]
        was = (
            f"(SELECT to_jsonb(v.{column}) FROM customers_customvalue v"  # noqa: S608 (our names)
            f" WHERE v.customer_id = c.id AND v.field_id = {field.own.pk} AND v.place = 0)"
        )
        news = matching.is_news(field, "s", "c.id")
        pairs.append(
            f"('{field.staged}', coalesce({was}, 'null'), to_jsonb(s.{field.staged}::{cast}), {news})"
        )
    return ", ".join(pairs)


def _pair(name: str, old: str, new: str) -> str:
    return f"('{name}', coalesce(to_jsonb({old}), 'null'), to_jsonb({new}), {old} IS DISTINCT FROM {new})"
