"""What visitors were seen doing goes into the log, once however often it is told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from commerce.queries.storefront import already_recorded, products_called
from commerce.services.visits import enter_visits, meet_visitors
from commerce.sightings import Sighting, event_of, products_named
from core.actors import Actor, ActorKind
from core.events import publish_many
from core.models import Store

# No address and no browser: see docs/decisions/0059-what-is-kept-of-visitors.md.
VISITOR = Actor(kind=ActorKind.VISITOR, label=gettext_noop("Visitor"))


@transaction.atomic(savepoint=False)
def record_sightings(
    *,
    store: Store,
    sightings: Sequence[Sighting],
    device: str = "",
    claims: dict[str, str] | None = None,
    told_since: datetime | None = None,
    now: datetime,
) -> set[UUID]:
    """Append each sighting as an event and count it in its visit; the ids of those already told.

    The visitors' rows are locked before the log is asked, so two deliveries of the same sightings
    wait for each other. `claims` is who visitors say they are, unproven; `told_since` is how far back
    an earlier delivery may lie.
    """
    visitors = meet_visitors(store=store, sightings=sightings, claims=claims, now=now)
    ids = [seen.public_id for seen in sightings if seen.public_id]
    known = already_recorded(ids, since=told_since)
    fresh = _once([seen for seen in sightings if seen.public_id not in known])
    visits = enter_visits(store=store, sightings=fresh, visitors=visitors, device=device, now=now)
    products = products_called(store, products_named(fresh))
    publish_many(
        (
            event_of(
                seen,
                store=store,
                visit_id=visits.get((seen.visitor, seen.visit)),
                customer_id=seen.customer_id or _customer_of(seen, visitors),
                products=products,
            )
            for seen in fresh
        ),
        by=VISITOR,
    )
    return known


def _customer_of(seen: Sighting, visitors: dict) -> int | None:
    return visitors[seen.visitor].customer_id if seen.visitor else None


def _once(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Without repetitions inside the delivery."""
    taken: dict[object, Sighting] = {}
    for seen in sightings:
        taken.setdefault(seen.public_id or id(seen), seen)
    return list(taken.values())
