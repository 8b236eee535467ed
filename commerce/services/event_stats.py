"""How often and when each customer did what, and the figures of theirs that follow from visits."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from commerce.events.storefront import CartChanged, ProductViewed, StorefrontEvent
from core.models import Store
from customers.services.figures import start_figures
from customers.services.scores import rescore

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
), before AS MATERIALIZED (
  SELECT figures.customer_id, visits_90d, last_viewed_at, last_carted_at
  FROM customers_customermetrics figures JOIN counted USING (customer_id)
  ORDER BY customer_id FOR UPDATE OF figures
), written AS (
  UPDATE customers_customermetrics AS figures SET
    last_seen_at = greatest(figures.last_seen_at, counted.seen_at),
    last_viewed_at = greatest(figures.last_viewed_at, counted.viewed_at),
    last_carted_at = greatest(figures.last_carted_at, counted.carted_at),
    visits_90d = counted.visits,
    updated_at = %(now)s
  FROM counted JOIN before USING (customer_id) WHERE figures.customer_id = counted.customer_id
)
SELECT customer_id FROM counted JOIN before USING (customer_id)
WHERE before.visits_90d <> counted.visits
  OR (before.last_viewed_at IS NULL AND counted.viewed_at IS NOT NULL)
  OR (before.last_carted_at IS NULL AND counted.carted_at IS NOT NULL)
ORDER BY customer_id
"""  # noqa: S608 (constants)


@transaction.atomic
def count_done(*, store: Store, done: Iterable[Done], now: datetime) -> None:
    """Add what customers did to their counts, once per call, and bring along what follows from them."""
    rows = [each._asdict() for each in done]
    values: dict[str, Any] = {
        "done": json.dumps(rows, cls=DjangoJSONEncoder),
        "store": store.pk,
        "viewed": ProductViewed.name,
        "carted": CartChanged.name,
        "since": now - VISITS_FOR,
        "now": now,
    }
    if not rows:
        return
    start_figures(store=store, customer_ids={row["customer_id"] for row in rows})
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        cursor.execute(_FIGURES, values)
        moved = [customer_id for (customer_id,) in cursor.fetchall()]
    rescore(store=store, customer_ids=moved, now=now)


def count_events(events: Iterable[StorefrontEvent]) -> None:
    """Called by the relay, which hands each event over once. A replay of the past would count it again."""
    by_store: dict[int, list[Done]] = defaultdict(list)
    for event in events:
        if event.customer_id and event.happened_at:
            by_store[event.store_id].append(Done(event.customer_id, event.stat_name, event.happened_at))
    now = timezone.now()
    for store in Store.objects.filter(pk__in=by_store).order_by("pk"):
        count_done(store=store, done=by_store[store.pk], now=now)
