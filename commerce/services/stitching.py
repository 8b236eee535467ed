"""An unnamed browser turns out to be a customer: what it did before counts for them too.

Only a proof stitches: the shop's server vouches, by signing an identity or by naming the visitor in an
order. See docs/decisions/0058-who-a-visitor-is.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from commerce.events.storefront import CustomEvent, PageViewed, VisitorRecognised, custom_stat
from commerce.services.event_stats import Done, count_done
from core.actors import Actor
from core.events import log, publish_many
from core.models import Store

VISIT = PageViewed.subject_kind  # the same for every event of a visitor
MEANS = {
    "identity": _("signed in to the shop"),
    "order": _("ordered"),
    "api": _("named by the shop"),
}


@transaction.atomic
def stitch_visitors(
    *, store: Store, owners: Mapping[str, int], by_means_of: str, by: Actor, now: datetime
) -> int:
    """Let each visitor, named by its browser's key, be this customer; says how many were not yet.

    A visitor not heard of yet is noted, so orders and events may come in any order. One that was
    somebody else goes over for the time to come; the past stays whose it was.
    """
    linked = _link(store, owners, now) if owners else {}
    if not linked:
        return 0
    visits = _give_visits(linked)
    given = _give_events(store, visits, linked)
    done = [
        Done(linked[visits[visit].visitor_id], _stat_name(name, payload), at)
        for visit, name, at, payload in given
    ]
    count_done(store=store, done=done, now=now)
    publish_many(_news(store, linked, visits, given, by_means_of), by=by)
    return len(linked)


class _Visit(NamedTuple):
    visitor_id: int
    started_at: datetime


def _stat_name(name: str, payload: dict) -> str:
    return custom_stat(payload.get("event", "")) if name == CustomEvent.name else name


_MEET = """
INSERT INTO commerce_visitor (store_id, created_at, key, first_seen_at, last_seen_at, source, medium,
  campaign, referrer, landing)
SELECT %(store)s, %(now)s, key, %(now)s, %(now)s, '', '', '', '', ''
FROM unnest(%(keys)s::text[]) AS key ORDER BY key
ON CONFLICT (store_id, key) DO NOTHING
"""
_LOCK = """
SELECT visitor.id, given.customer_id
FROM unnest(%(keys)s::text[], %(customers)s::bigint[]) AS given (key, customer_id)
JOIN commerce_visitor visitor ON visitor.store_id = %(store)s AND visitor.key = given.key
JOIN customers_customer customer ON customer.id = given.customer_id AND customer.store_id = %(store)s
  AND customer.status <> 'erased'
WHERE visitor.customer_id IS DISTINCT FROM given.customer_id
ORDER BY visitor.key FOR UPDATE OF visitor
"""
_LINK = """
UPDATE commerce_visitor SET customer_id = given.customer_id, claimed_email = NULL
FROM unnest(%s::bigint[], %s::bigint[]) AS given (id, customer_id) WHERE commerce_visitor.id = given.id
"""
_VISITS = """
UPDATE commerce_visit SET customer_id = given.customer_id
FROM unnest(%s::bigint[], %s::bigint[]) AS given (id, customer_id)
WHERE commerce_visit.visitor_id = given.id AND commerce_visit.customer_id IS NULL
RETURNING commerce_visit.id, commerce_visit.visitor_id, commerce_visit.started_at
"""


def _link(store: Store, owners: Mapping[str, int], now: datetime) -> dict[int, int]:
    """Customers by visitor, of those that change hands."""
    values: dict[str, Any] = {
        "store": store.pk,
        "keys": list(owners),
        "customers": list(owners.values()),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEET, values)
        cursor.execute(_LOCK, values)
        linked = dict(cursor.fetchall())
        if linked:
            cursor.execute(_LINK, [list(linked), list(linked.values())])
    return linked


def _give_visits(linked: dict[int, int]) -> dict[int, _Visit]:
    with connection.cursor() as cursor:
        cursor.execute(_VISITS, [list(linked), list(linked.values())])
        return {id: _Visit(visitor_id, started_at) for id, visitor_id, started_at in cursor.fetchall()}


def _give_events(store: Store, visits: dict[int, _Visit], linked: dict[int, int]) -> list[tuple]:
    if not visits:
        return []
    return log.give_to_customers(
        store_id=store.pk,
        subject_kind=VISIT,
        owners={visit_id: linked[visit.visitor_id] for visit_id, visit in visits.items()},
        since=min(visit.started_at for visit in visits.values()),
    )


def _news(
    store: Store, linked: dict[int, int], visits: dict[int, _Visit], given: list[tuple], means: str
) -> Iterator[VisitorRecognised]:
    visited = Counter(visit.visitor_id for visit in visits.values())
    done = Counter(visits[visit_id].visitor_id for visit_id, *_rest in given)
    for visitor_id, customer_id in linked.items():
        yield VisitorRecognised(
            store_id=store.pk,
            visitor_id=visitor_id,
            customer_id=customer_id,
            visits=visited[visitor_id],
            events=done[visitor_id],
            by_means_of=means,
        )
