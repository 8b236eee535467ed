"""The table behind it: how rows get in, and the one door for what changes or leaves."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from ipaddress import ip_address
from typing import Any, NamedTuple
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from core.actors import Actor, ActorKind
from core.events.changes import hide_secrets
from core.planner import planned


class Row(NamedTuple):
    store_id: int
    customer_id: int | None
    name: str
    subject_kind: str
    subject_id: int | None
    subject_label: str
    payload: dict[str, Any]
    changes: dict[str, list]
    happened_at: datetime | None
    is_heard: bool
    public_id: UUID | None = None


class PublishedOutsideTransaction(RuntimeError):
    """The event could outlive a change that is rolled back."""


SHARDS = 8  # stores are dealt to so many relays that may run side by side

# One statement writes records and outbox, in bulk too; JSON is the fastest way to hand it many rows.
# Only what some handler hears goes into the outbox.
_APPEND = """
WITH recorded AS (
  INSERT INTO core_eventrecord (actor_kind, actor_id, actor_label, ip, user_agent, request_id, public_id,
    store_id, customer_id, name, subject_kind, subject_id, subject_label, payload, changes, happened_at)
  SELECT %s, %s, %s, %s, %s, %s, coalesce(public_id, uuid7()), store_id, customer_id, name, subject_kind,
    subject_id, subject_label, payload, changes, coalesce(happened_at, statement_timestamp())
  FROM json_to_recordset(%s) AS given (public_id uuid, store_id bigint, customer_id bigint, name text,
    subject_kind text, subject_id bigint, subject_label text, payload jsonb, changes jsonb,
    happened_at timestamptz)
  {once}
  RETURNING id, public_id, store_id, name, happened_at, {is_somebodys} AS is_somebodys
), told AS (
  INSERT INTO core_outboxentry (event_id, happened_at, shard, handler)
  SELECT id, happened_at, store_id %% {shards}, '' FROM recorded WHERE name = ANY(%s) AND is_somebodys
  ORDER BY id
)
SELECT public_id FROM recorded
"""
# What an unknown visitor does is kept, but nobody is told.
_PARTS = {
    "shards": SHARDS,
    "is_somebodys": f"(customer_id IS NOT NULL OR actor_kind <> '{ActorKind.VISITOR}')",
}
_APPEND_ALL = _APPEND.format(once="", **_PARTS)
_APPEND_NEW = _APPEND.format(once="ON CONFLICT (public_id, happened_at) DO NOTHING", **_PARTS)


def append(rows: Sequence[Row], actor: Actor) -> list[UUID]:
    """The public ids of what was appended: of rows with an id of their own, those that were not there yet."""
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(rows[0].name)
    if any(row.public_id and not row.happened_at for row in rows):
        raise ValueError(
            "An event with an id of its own needs the time it happened; both tell it from others"
        )
    who = [
        str(actor.kind),
        actor.id,
        str(actor.label)[:200],
        _address(actor.ip),
        actor.user_agent[:300],
        actor.request_id[:100],
    ]
    given = json.dumps([_columns(row) for row in rows], cls=DjangoJSONEncoder)
    heard = list({row.name for row in rows if row.is_heard})
    with connection.cursor() as cursor:
        named = any(row.public_id for row in rows)
        cursor.execute(_APPEND_NEW if named else _APPEND_ALL, [*who, given, heard])
        return [public_id for (public_id,) in cursor.fetchall()]


# Who, and of what kind, once; whom it is about, what they are called and what changed, by the query.
_APPEND_SELECTED = """
WITH recorded AS (
  INSERT INTO core_eventrecord (actor_kind, actor_id, actor_label, ip, user_agent, request_id, public_id,
    store_id, customer_id, name, subject_kind, subject_id, subject_label, payload, changes, happened_at)
  SELECT %(kind)s, %(id)s, %(label)s, %(ip)s, %(user_agent)s, %(request_id)s, uuid7(), %(store_id)s,
    customer_id, %(name)s, %(subject_kind)s, customer_id, left(subject_label, 200),
    %(payload)s::jsonb || jsonb_build_object('customer_id', customer_id), changes, %(happened_at)s
  FROM ({query}) AS selected
  RETURNING id, happened_at, store_id
), told AS (
  INSERT INTO core_outboxentry (event_id, happened_at, shard, handler)
  SELECT id, happened_at, store_id %% {shards}, '' FROM recorded WHERE %(is_heard)s ORDER BY id
)
SELECT count(*) FROM recorded
"""


def append_selected(query: str, params: dict[str, Any], row: Row, actor: Actor) -> int:
    """One event each for the customers a query names, without a row of it passing through Python."""
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(row.name)
    given = {
        "kind": str(actor.kind),
        "id": actor.id,
        "label": str(actor.label)[:200],
        "ip": _address(actor.ip),
        "user_agent": actor.user_agent[:300],
        "request_id": actor.request_id[:100],
        "store_id": row.store_id,
        "name": row.name,
        "subject_kind": row.subject_kind,
        "payload": json.dumps(hide_secrets(row.payload), cls=DjangoJSONEncoder),
        "happened_at": row.happened_at,
        "is_heard": row.is_heard,
    }
    with connection.cursor() as cursor:
        cursor.execute(_APPEND_SELECTED.format(query=query, shards=SHARDS), given | params)
        return cursor.fetchone()[0]


def _columns(row: Row) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "store_id": row.store_id,
        "customer_id": row.customer_id,
        "name": row.name,
        "subject_kind": row.subject_kind,
        "subject_id": row.subject_id,
        "subject_label": str(row.subject_label)[:200].replace("\0", ""),
        "payload": hide_secrets(row.payload),
        "changes": hide_secrets(row.changes),
        "happened_at": row.happened_at and row.happened_at.isoformat(),
    }


def _address(ip: str | None) -> str | None:
    """Behind a unix socket there is none, and a proxy may send anything."""
    try:
        return str(ip_address(ip)) if ip else None
    except ValueError:
        return None


@contextmanager
def opened() -> Iterator[None]:
    """Let this transaction change the log. Only retention, erasure, merging and recognised visitors may."""
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        planned(cursor, **{"regulars.event_log": "open"}),
    ):
        yield


def give_to_customers(
    *, store_id: int, subject_kind: str, owners: dict[int, int], since: datetime
) -> list[tuple[int, str, datetime, dict[str, Any]]]:
    """Put what nobody was known to have done on the timeline of whom it turned out to be.

    `owners` says whose each subject is, such as a visit. An event that has a customer keeps them: what
    was recorded of one person never moves to another. Answers subject, name, time and payload of each.
    """
    with opened(), connection.cursor() as cursor:
        cursor.execute(
            _GIVE, [list(owners), list(owners.values()), store_id, subject_kind, list(owners), since]
        )
        given = cursor.fetchall()
    return [(subject_id, name, at, json.loads(payload)) for subject_id, name, at, payload in given]


def hand_over(*, store_id: int, of: int, to: int, keys: Sequence[int] | None = None) -> list[int]:
    """Merging: what happened to one customer stands on another's timeline; the keys of those events.

    Of whom it was told then stays in the subject. `keys` are the events to give back.
    """
    some = "" if keys is None else "AND id = ANY(%(keys)s)"
    values = {"store": store_id, "of": of, "to": to, "keys": list(keys or ())}
    with opened(), connection.cursor() as cursor:
        cursor.execute(_HAND_OVER.format(some=some), values)
        return [key for (key,) in cursor.fetchall()]


_HAND_OVER = """
UPDATE core_eventrecord SET customer_id = %(to)s,
  payload = CASE WHEN payload ->> 'customer_id' = %(of)s::text
    THEN payload || jsonb_build_object('customer_id', %(to)s::bigint) ELSE payload END
WHERE store_id = %(store)s AND customer_id = %(of)s {some}
RETURNING id
"""


# The payload tells it too: that is what handlers of a replay are given.
_GIVE = """
UPDATE core_eventrecord AS record SET customer_id = given.customer_id,
  payload = payload || jsonb_build_object('customer_id', given.customer_id)
FROM unnest(%s::bigint[], %s::bigint[]) AS given (subject_id, customer_id)
WHERE record.store_id = %s AND record.subject_kind = %s AND record.subject_id = ANY(%s)
  AND record.subject_id = given.subject_id AND record.customer_id IS NULL AND record.happened_at >= %s
RETURNING record.subject_id, record.name, record.happened_at, record.payload
"""
