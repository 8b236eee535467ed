"""What the log keeps of a person after an erasure: that something happened, when, and its numbers."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, get_args, get_type_hints

from django.db import connection

from core.actors import ActorKind
from core.events.changes import HIDDEN
from core.events.event import class_named
from core.events.log import opened
from core.models import Store

_REDACT = """
UPDATE core_eventrecord SET changes = '{}', subject_label = '', ip = NULL, user_agent = '',
  actor_label = CASE WHEN actor_kind = ANY(%s) THEN '' ELSE actor_label END,
  payload = payload || (SELECT coalesce(jsonb_object_agg(given.key, given.value), '{}')
    FROM jsonb_each(%s::jsonb) AS given WHERE core_eventrecord.payload ? given.key)
WHERE store_id = %s AND customer_id = ANY(%s) AND name = %s
"""
_THEIRS = [ActorKind.CUSTOMER, ActorKind.VISITOR]


_WORDS = """
SELECT DISTINCT name, given.key FROM core_eventrecord, jsonb_each(payload) AS given
WHERE store_id = %s AND customer_id = ANY(%s) AND jsonb_typeof(given.value) IN ('string', 'array', 'object')
"""


def redact(store: Store, customer_ids: Sequence[int]) -> int:
    """Blank every word of these customers' events. Numbers, times and keys stay: figures rest on them."""
    customers, count = list(customer_ids), 0
    with opened(), connection.cursor() as cursor:
        cursor.execute(_WORDS, [store.pk, customers])
        blanks: dict[str, dict[str, Any]] = defaultdict(dict)
        for name, key in cursor.fetchall():
            blanks[name].update(_blank(name, key))
        told = store.events.filter(customer_id__in=customers).order_by().values_list("name", flat=True)
        for name in sorted(set(told.distinct())):
            cursor.execute(_REDACT, [_THEIRS, json.dumps(blanks[name]), store.pk, customers, name])
            count += cursor.rowcount
    return count


def redact_names(store: Store, subject_kind: str, subject_ids: Sequence[int]) -> int:
    """Blank what records were called that were theirs, on whoever's events."""
    with opened():
        told = store.events.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
        return told.update(subject_label="", changes={})


def _blank(name: str, key: str) -> dict[str, Any]:
    """A time, an amount or an id is a string in JSON too: the event's class tells it from words."""
    event_class = class_named(name)
    hints = get_type_hints(event_class) if event_class else {}
    if key not in hints:
        return {key: HIDDEN}  # the class is gone, or this field of it
    kinds = {getattr(kind, "__origin__", kind) for kind in (hints[key], *get_args(hints[key]))}
    if dict in kinds:
        return {key: {}}
    if kinds & {list, tuple}:
        return {key: []}
    return {key: HIDDEN} if str in kinds else {}
