"""What the script in the shop's pages delivers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commerce.models import StorefrontKey
from commerce.queries.storefront import customer_known_as
from commerce.services.identity import Identity, is_proven
from commerce.services.sightings import VISITOR, record_sightings
from commerce.services.stitching import stitch_visitors
from commerce.sightings import Sighting
from customers.contacts import Contact
from customers.services import people_of_contacts
from customers.services.scores import rescore

TOLD_AGAIN_FOR = timedelta(days=8)  # a day more than a browser keeps what it could not send
NOTED_EVERY = timedelta(seconds=10)  # one row for all visitors: it must not be written for each


@transaction.atomic
def collect(
    *,
    key: StorefrontKey,
    visitor: str,
    sightings: Sequence[Sighting],
    identity: Identity,
    device: str,
    now: datetime,
) -> None:
    """Record a delivery of one browser. A proof of who it is counts at once, for the past as well."""
    claims = {}
    if is_proven(identity=identity, key=key, now=now):
        _recognise(key, visitor, identity, now)
    elif identity.email:
        claims = {visitor: identity.email.lower()}
    record_sightings(
        store=key.store,
        sightings=sightings,
        device=device,
        claims=claims,
        told_since=now - TOLD_AGAIN_FOR,
        now=now,
    )


def _recognise(key: StorefrontKey, visitor: str, identity: Identity, now: datetime) -> None:
    """The signature is the shop's own word, so somebody it knows and we do not is added."""
    store, external_id, email = key.store, identity.external_id, identity.email.lower()
    customer_id = customer_known_as(store, external_id=external_id, email=email)
    if customer_id is None:
        contact = Contact(external_id=external_id, email=email or None, at=now)
        [customer_id] = people_of_contacts(store=store, contacts=[contact], by=VISITOR, now=now)
        if customer_id is None:
            return
        rescore(store=store, customer_ids=[customer_id], now=now)
    stitch_visitors(store=store, owners={visitor: customer_id}, by_means_of="identity", by=VISITOR, now=now)


def note_delivery(*, key: StorefrontKey, last: Sighting, now: datetime) -> None:
    """When the key was last used and for what, for its page. Seldom: all visitors share the row."""
    earlier = now - NOTED_EVERY
    if key.last_used_at is None or key.last_used_at < earlier:
        StorefrontKey.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=earlier), pk=key.pk).update(
            last_used_at=now, last_event=f"{last.kind} {last.path}"[:200]
        )
