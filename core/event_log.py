"""The table behind core.events: how rows get in, how months are prepared, how old rows leave."""

import json
from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from core.actors import Actor
from core.changes import hide_secrets


class Row(NamedTuple):
    store_id: int
    customer_id: int | None
    actor: Actor
    name: str
    subject_kind: str
    subject_id: int | None
    subject_label: str
    payload: dict[str, Any]
    changes: dict[str, list]
    happened_at: datetime | None
    is_heard: bool


class PublishedOutsideTransaction(RuntimeError):
    """The event could outlive a change that is rolled back."""


SHARDS = 8  # stores are dealt to so many relays that may run side by side

# One statement writes records and outbox, so bulk costs two array scans and no round trip per row.
# Only what some handler hears goes into the outbox.
_APPEND = f"""
WITH given AS (
  SELECT * FROM unnest(
    %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[],
    %s::text[], %s::text[], %s::text[], %s::inet[], %s::text[], %s::text[], %s::timestamptz[]
  ) AS row (store_id, customer_id, actor_kind, actor_id, actor_label, name, subject_kind, subject_id,
            subject_label, payload, changes, ip, user_agent, request_id, happened_at)
), recorded AS (
  INSERT INTO core_eventrecord (store_id, customer_id, actor_kind, actor_id, actor_label, name, subject_kind,
    subject_id, subject_label, payload, changes, ip, user_agent, request_id, happened_at)
  SELECT store_id, customer_id, actor_kind, actor_id, actor_label, name, subject_kind, subject_id,
    subject_label, payload::jsonb, changes::jsonb, ip, user_agent, request_id,
    coalesce(happened_at, statement_timestamp())
  FROM given
  RETURNING id, store_id, name, happened_at
)
INSERT INTO core_outboxentry (event_id, happened_at, shard, handler)
SELECT id, happened_at, store_id %% {SHARDS}, '' FROM recorded WHERE name = ANY(%s) ORDER BY id
"""  # noqa: S608 (a constant)


def append(rows: Sequence[Row]) -> None:
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(rows[0].name)
    columns = [list(column) for column in zip(*map(_values, rows), strict=True)]
    heard = list({row.name for row in rows if row.is_heard})
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [*columns, heard])


def _values(row: Row) -> tuple:
    actor = row.actor
    return (
        row.store_id,
        row.customer_id,
        str(actor.kind),
        actor.id,
        str(actor.label)[:200],
        row.name,
        row.subject_kind,
        row.subject_id,
        str(row.subject_label)[:200].replace("\0", ""),
        _json(row.payload),
        _json(row.changes),
        _address(actor.ip),
        actor.user_agent[:300],
        actor.request_id[:100],
        row.happened_at,
    )


def _json(value: dict) -> str:
    return json.dumps(hide_secrets(value), cls=DjangoJSONEncoder) if value else "{}"


def _address(ip: str | None) -> str | None:
    """Behind a unix socket there is none, and a proxy may send anything."""
    try:
        return str(ip_address(ip)) if ip else None
    except ValueError:
        return None
