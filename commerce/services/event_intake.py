"""Events that the shop's own systems tell, each once however often it is told.

They come with a secret key, so what they say of who it was is trusted: a customer not known yet is added,
and a visitor named beside a customer is that customer from now on.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.queries.storefront import still_customers
from commerce.services.sightings import record_sightings
from commerce.services.stitching import stitch_visitors
from commerce.sightings import IDLE_MINUTES, Sighting, id_of, parted
from core.actors import Actor
from core.ids import new_uuid7
from core.intake import Fate, Item, lock_intake
from core.models import Store
from customers.contacts import Contact
from customers.services import people_of_contacts
from customers.services.scores import rescore


@transaction.atomic
def put_events(*, store: Store, items: Sequence[Item], by: Actor, now: datetime) -> None:
    lock_intake(store)
    customers = _customers(store, items, by, now)
    taken = [item for item in items if _may_be_kept(item, customers)]
    owners = {
        item.values["visitor_id"]: customer_id
        for item in taken
        if item.values.get("visitor_id") and (customer_id := customers.get(item.index))
    }
    stitch_visitors(store=store, owners=owners, by_means_of="api", by=by, now=now)
    seen = {item.index: _sighting(item, store, customers.get(item.index), now) for item in taken}
    known: set[UUID | None] = set(record_sightings(store=store, sightings=list(seen.values()), now=now))
    for item in taken:
        public_id = seen[item.index].public_id
        item.came_to(Fate.UNCHANGED if public_id in known else Fate.CREATED, public_id)
        known.add(public_id)


def _customers(store: Store, items: Sequence[Item], by: Actor, now: datetime) -> dict[int, int | None]:
    """By index, of the items that name one; None for somebody who was erased or deleted."""
    named = [item for item in items if item.values.get("customer")]
    contacts = [
        Contact(**item.values["customer"], at=item.values.get("happened_at") or now) for item in named
    ]
    if not named:
        return {}
    found = people_of_contacts(store=store, contacts=contacts, by=by, now=now)
    there = still_customers(store, [key for key in found if key])
    rescore(store=store, customer_ids=sorted(there), now=now)
    return {item.index: key if key in there else None for item, key in zip(named, found, strict=True)}


def _may_be_kept(item: Item, customers: dict[int, int | None]) -> bool:
    if item.index in customers and customers[item.index] is None:
        item.fail("customer", _("This customer was deleted. The event is not kept."), "gone")
        return False
    return True


def _sighting(item: Item, store: Store, customer_id: int | None, now: datetime) -> Sighting:
    told = item.values
    moment = told.get("happened_at") or now
    main = {"product": told["product"]} if told.get("product") else {}
    facts, properties = parted(told["type"], {**told.get("properties", {}), **main})
    visitor = told.get("visitor_id", "")
    return Sighting(
        kind=told["type"],
        happened_at=moment,
        public_id=id_of(store, "", told["id"]) if told.get("id") else new_uuid7(),
        visitor=visitor,
        visit=_half_hour(moment) if visitor else "",
        path=told.get("path", ""),
        facts=facts,
        properties=properties,
        customer_id=customer_id,
    )


def _half_hour(moment: datetime) -> str:
    """The shop's server knows no sittings: one half hour is one, in whatever order its events come."""
    return f"server-{int(moment.timestamp()) // (IDLE_MINUTES * 60)}"
