"""One stretch of a file into the store: whoever is new, whatever differs, and how to take it back."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from core.actors import Actor
from core.events import publish_selected
from core.intake import lock_intake
from core.planner import planned
from customers.events import CustomerTagged
from customers.importing.adding import LABEL, add, settle
from customers.importing.addressing import tell_addresses, write_addresses
from customers.importing.agreeing import write_consents
from customers.importing.changing import change, tell
from customers.importing.fields import VALUE_COLUMN
from customers.importing.matching import Matching
from customers.importing.surveying import COUNTS, FATE, LINES, Counts
from customers.models import ImportBatch, Tag

# A stretch is few of very many: each is looked up by an index, whatever the planner believes of tables that
# were empty a moment ago.
LOOKED_UP = {"enable_hashjoin": "off", "enable_mergejoin": "off", "enable_seqscan": "off", "work_mem": "64MB"}
_SLICE = """
CREATE TEMP TABLE import_slice ON COMMIT DROP AS
SELECT sorted_out.*, {fate} AS fate, CASE WHEN reason IS NULL THEN
    coalesce(found, nextval(pg_get_serial_sequence('customers_customer', 'id'))) END AS id
FROM ({rows}) sorted_out
"""
# An id of somebody deleted since goes to who has it now.
_NAME = """
INSERT INTO customers_externalid (store_id, created_at, customer_id, value)
SELECT %(store)s, %(now)s, id, external_id FROM import_slice
WHERE reason IS NULL AND external_id IS NOT NULL AND named_id IS NULL ORDER BY external_id
ON CONFLICT (store_id, value) DO UPDATE SET customer_id = excluded.customer_id
"""
_VALUES = """
INSERT INTO customers_customvalue (store_id, created_at, customer_id, field_id, place, {column})
SELECT %(store)s, %(now)s, s.id, {field}, 0, s.{staged}::{cast} FROM import_slice s
WHERE s.reason IS NULL AND {news} ORDER BY s.id
ON CONFLICT (customer_id, field_id, place) DO UPDATE SET {column} = excluded.{column}
"""
_TAG = """
INSERT INTO customers_customertag (store_id, created_at, customer_id, tag_id)
SELECT %(store)s, %(now)s, id, %(tag)s FROM import_slice s WHERE reason IS NULL
  AND NOT EXISTS (SELECT 1 FROM customers_customertag t WHERE t.customer_id = s.id AND t.tag_id = %(tag)s)
ORDER BY id ON CONFLICT DO NOTHING RETURNING customer_id
"""
_TELL_TAGGED = f"""
SELECT c.id AS customer_id, {LABEL} AS subject_label, '{{}}'::jsonb AS changes
FROM customers_customer c WHERE c.id = ANY(%(tagged)s) ORDER BY c.id
"""  # noqa: S608 (constants)
_PART = """
INSERT INTO customers_importpart
  (store_id, batch_id, created_at, first, fates, added, tagged, consents, addresses,
    written_at)
SELECT %(store)s, %(batch)s, %(now)s, min(n), string_agg(fate, '' ORDER BY n), %(added)s, %(tagged)s,
  %(consents)s, %(addresses)s, %(written_at)s
FROM import_slice
"""


class Stretch(NamedTuple):
    counts: Counts
    consents_written: int
    refused_before: int


def write_stretch(
    batch: ImportBatch,
    matching: Matching,
    tags: list[Tag],
    *,
    after: int,
    upto: int,
    by: Actor,
    now: datetime,
) -> Stretch:
    """Within the caller's transaction, which also says how far the import is."""
    store = batch.store
    lock_intake(store)
    given: dict[str, Any] = {**matching.params(after, upto), "batch": batch.pk, "now": now}
    with connection.cursor() as cursor, planned(cursor, **LOOKED_UP):
        cursor.execute("DROP TABLE IF EXISTS import_slice")
        cursor.execute(_SLICE.format(fate=FATE, rows=matching.sorted_out), given)
        cursor.execute("ANALYZE import_slice")
        added = add(matching, given)
        edited = change(matching, given)
        if added or edited:
            cursor.execute(_NAME, given)
            _write_values(cursor, matching, given)
        addresses = write_addresses(matching, given)
        cursor.execute(LINES.format(table="import_slice"), given)
    if edited:
        tell(store, given, by)
    settle(added, store, given, by)
    fresh = set(added)
    tell_addresses({key: who for key, who in addresses.items() if who not in fresh}, store, by, now)
    agreed = write_consents(batch, matching, by, now)
    tagged = {tag.pk: _tag(store.pk, tag, given, by) for tag in tags}
    kept = {"added": added, "consents": agreed.records, "addresses": sorted(addresses)}
    counts = _keep_part({**given, **kept, "tagged": json.dumps(tagged)})
    return Stretch(counts, len(agreed.records), agreed.refused_before)


def learn_sizes() -> None:
    """A store that was empty a moment ago has a stretch of customers: the planner must hear of it at once,
    or it looks each row up by the worst of the indexes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_customer, customers_externalid, customers_customermetrics")


def _keep_part(given: dict[str, Any]) -> Counts:
    """Written last of all: what is later than it, others did."""
    with connection.cursor() as cursor:
        cursor.execute(_PART, {**given, "written_at": timezone.now()})
        cursor.execute(COUNTS.format(table="import_slice"))
        return Counts(*cursor.fetchone())


def _write_values(cursor, matching: Matching, given: dict[str, Any]) -> None:
    for field in matching.custom:
        column, cast = VALUE_COLUMN[field.own.kind]
        news = matching.is_news(field, "s", "s.id")
        parts = {"column": column, "cast": cast, "field": field.own.pk, "staged": field.staged}
        cursor.execute(_VALUES.format(news=news, **parts), given)


def _tag(store_id: int, tag: Tag, given: dict[str, Any], by: Actor) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_TAG, {**given, "tag": tag.pk})
        tagged = [key for (key,) in cursor.fetchall()]
    if tagged:
        event = CustomerTagged(store_id=store_id, customer_id=0, tag_id=tag.pk, tag=tag.name)
        publish_selected(event, _TELL_TAGGED, {"tagged": tagged}, by=by, happened_at=given["now"])
    return tagged
