"""Visitors and visits, written for a whole delivery at once, in any order and with the same outcome."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from commerce.sightings import LONGEST, TOUCH, Sighting
from core.models import Store


class Known(NamedTuple):
    """A visitor's row: whoever holds it holds its lock until the transaction ends."""

    id: int
    customer_id: int | None


_TOUCH = ", ".join(TOUCH)
_GIVEN_TOUCH = ", ".join(f"{name} text" for name in TOUCH)


def _taking_touch(table: str, when: str) -> str:
    return ", ".join(
        f"{name} = CASE WHEN {when} THEN excluded.{name} ELSE {table}.{name} END" for name in TOUCH
    )


_VISITORS = f"""
INSERT INTO commerce_visitor (store_id, created_at, key, first_seen_at, last_seen_at, claimed_email, {_TOUCH})
SELECT %s, %s, key, first_at, last_at, claimed_email, {_TOUCH}
FROM json_to_recordset(%s) AS given (key text, first_at timestamptz, last_at timestamptz, claimed_email text,
  {_GIVEN_TOUCH})
ORDER BY key
ON CONFLICT (store_id, key) DO UPDATE SET
  first_seen_at = least(commerce_visitor.first_seen_at, excluded.first_seen_at),
  last_seen_at = greatest(commerce_visitor.last_seen_at, excluded.last_seen_at),
  claimed_email = coalesce(excluded.claimed_email, commerce_visitor.claimed_email),
  {
    _taking_touch(
        "commerce_visitor",
        "excluded.landing <> '' AND (commerce_visitor.landing = ''"
        " OR excluded.first_seen_at < commerce_visitor.first_seen_at)",
    )
}
RETURNING key, id, (SELECT customer.id FROM customers_customer customer
  WHERE customer.id = commerce_visitor.customer_id AND customer.deleted_at IS NULL
    AND customer.status <> 'erased')
"""  # noqa: S608 (constants)

_VISITS = f"""
INSERT INTO commerce_visit (store_id, created_at, visitor_id, customer_id, key, started_at, ended_at, pages,
  events, device, {_TOUCH})
SELECT %s, %s, visitor_id, customer_id, key, first_at, last_at, pages, events, %s, {_TOUCH}
FROM json_to_recordset(%s) AS given (visitor_id bigint, customer_id bigint, key text, first_at timestamptz,
  last_at timestamptz, pages integer, events integer, {_GIVEN_TOUCH})
ORDER BY visitor_id, key
ON CONFLICT (visitor_id, key) DO UPDATE SET
  started_at = least(commerce_visit.started_at, excluded.started_at),
  ended_at = greatest(commerce_visit.ended_at, excluded.ended_at),
  pages = commerce_visit.pages + excluded.pages,
  events = commerce_visit.events + excluded.events,
  customer_id = coalesce(commerce_visit.customer_id, excluded.customer_id),
  {_taking_touch("commerce_visit", "commerce_visit.landing = ''")}
RETURNING visitor_id, key, id
"""  # noqa: S608 (constants)


def meet_visitors(
    *, store: Store, sightings: Iterable[Sighting], claims: dict[str, str] | None = None, now: datetime
) -> dict[str, Known]:
    """The visitors of these sightings by key, made where they are new. Their rows stay locked."""
    given: dict[str, dict[str, Any]] = {}
    for seen in sightings:
        if seen.visitor:
            row = given.setdefault(seen.visitor, _blank(seen.happened_at))
            _stretch(row, seen)
    for key, email in (claims or {}).items():
        if key in given:
            given[key]["claimed_email"] = email
    rows = [{"key": key, **row} for key, row in given.items()]
    return {key: Known(id, customer) for key, id, customer in _all(_VISITORS, [store.pk, now], rows)}


def enter_visits(
    *, store: Store, sightings: Iterable[Sighting], visitors: dict[str, Known], device: str, now: datetime
) -> dict[tuple[str, str], int]:
    """Count the sightings in their visits; their keys by visitor and visit."""
    given: dict[tuple[int, str], dict[str, Any]] = {}
    for seen in sightings:
        if not seen.visitor:
            continue
        visitor = visitors[seen.visitor]
        row = given.setdefault((visitor.id, seen.visit), _blank(seen.happened_at) | {"pages": 0, "events": 0})
        row["customer_id"] = visitor.customer_id
        row["events"] += 1
        row["pages"] += seen.kind == "page"
        _stretch(row, seen)
    rows = [{"visitor_id": visitor, "key": key, **row} for (visitor, key), row in given.items()]
    keys = {visitor.id: key for key, visitor in visitors.items()}
    entered = _all(_VISITS, [store.pk, now, device], rows)
    return {(keys[visitor_id], key): id for visitor_id, key, id in entered}


def _blank(moment: datetime) -> dict[str, Any]:
    return {"first_at": moment, "last_at": moment, **dict.fromkeys(TOUCH, "")}


def _stretch(row: dict[str, Any], seen: Sighting) -> None:
    """The touch is that of the earliest sighting that told one."""
    if seen.touch and (not row["landing"] or seen.happened_at < row["first_at"]):
        row.update({name: seen.touch.get(name, "")[: LONGEST[name]] for name in TOUCH})
    row["first_at"] = min(row["first_at"], seen.happened_at)
    row["last_at"] = max(row["last_at"], seen.happened_at)


def _all(statement: str, values: list[Any], rows: list[dict[str, Any]]) -> list[tuple]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, json.dumps(rows, cls=DjangoJSONEncoder)])
        return cursor.fetchall()
