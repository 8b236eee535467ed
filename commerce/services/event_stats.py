"""How often and when each customer did what, and the figures of theirs that follow from visits."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from commerce.events.storefront import CartChanged, ProductViewed, StorefrontEvent

VISITS_FOR = timedelta(days=90)


class Done(NamedTuple):
    customer_id: int
    name: str  # StorefrontEvent.stat_name
    at: datetime


# Names of people who were erased meanwhile are not taken up again.
_GIVEN = """
WITH done AS (
  SELECT given.customer_id, given.name, given.at
  FROM json_to_recordset(%(done)s) AS given (customer_id bigint, name text, at timestamptz)
  JOIN customers_customer customer ON customer.id = given.customer_id
    AND customer.store_id = %(store)s AND customer.status <> 'erased'
)
"""
_COUNT = f"""
{_GIVEN}
INSERT INTO commerce_customereventstat AS stat (store_id, customer_id, name, count, first_at, last_at)
SELECT %(store)s, customer_id, name, count(*), min(at), max(at) FROM done GROUP BY customer_id, name
ORDER BY customer_id, name
ON CONFLICT (customer_id, name) DO UPDATE SET
  count = stat.count + excluded.count,
  first_at = least(stat.first_at, excluded.first_at),
  last_at = greatest(stat.last_at, excluded.last_at)
"""  # noqa: S608 (constants)
_FIGURES = f"""
{_GIVEN}, seen AS (
  SELECT customer_id, max(at) AS seen_at, max(at) FILTER (WHERE name = %(viewed)s) AS viewed_at,
    max(at) FILTER (WHERE name = %(carted)s) AS carted_at
  FROM done GROUP BY customer_id
), counted AS (
  SELECT seen.*, (SELECT count(*) FROM commerce_visit visit WHERE visit.store_id = %(store)s
    AND visit.customer_id = seen.customer_id AND visit.started_at > %(since)s) AS visits
  FROM seen
), written AS (
  INSERT INTO customers_customermetrics AS figures (customer_id, store_id, last_seen_at, last_viewed_at,
    last_carted_at, visits_90d)
  SELECT customer_id, %(store)s, seen_at, viewed_at, carted_at, visits FROM counted ORDER BY customer_id
  ON CONFLICT (customer_id) DO UPDATE SET
    last_seen_at = greatest(figures.last_seen_at, excluded.last_seen_at),
    last_viewed_at = greatest(figures.last_viewed_at, excluded.last_viewed_at),
    last_carted_at = greatest(figures.last_carted_at, excluded.last_carted_at),
    visits_90d = excluded.visits_90d,
    updated_at = %(now)s
)
SELECT counted.customer_id FROM counted LEFT JOIN customers_customermetrics before USING (customer_id)
WHERE before.customer_id IS NULL OR before.visits_90d <> counted.visits
  OR (before.last_viewed_at IS NULL AND counted.viewed_at IS NOT NULL)
  OR (before.last_carted_at IS NULL AND counted.carted_at IS NOT NULL)
ORDER BY counted.customer_id
"""  # noqa: S608 (constants)


@transaction.atomic
def count_done(*, store_id: int, done: Iterable[Done], now: datetime) -> list[int]:
    """Add what customers did to their counts, once per call; says whose scores may differ now."""
    rows = [each._asdict() for each in done]
    values = {
        "done": json.dumps(rows, cls=DjangoJSONEncoder),
        "store": store_id,
        "viewed": ProductViewed.name,
        "carted": CartChanged.name,
        "since": now - VISITS_FOR,
        "now": now,
    }
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        cursor.execute(_FIGURES, values)
        return [customer_id for (customer_id,) in cursor.fetchall()]


def count_events(events: Iterable[StorefrontEvent]) -> None:
    """Called by the relay, which hands each event over once. A replay of the past would count it again."""
    by_store: dict[int, list[Done]] = defaultdict(list)
    for event in events:
        if event.customer_id and event.happened_at:
            by_store[event.store_id].append(Done(event.customer_id, event.stat_name, event.happened_at))
    for store_id, done in sorted(by_store.items()):
        count_done(store_id=store_id, done=done, now=timezone.now())
