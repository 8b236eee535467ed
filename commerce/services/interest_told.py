"""Wishes and watches that the shop's own systems tell of, for whomever they name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.models import Product, ProductWatch, WishlistItem
from commerce.services import interest
from core.actors import Actor
from core.exceptions import DomainError
from customers.contacts import Contact
from customers.models import Customer
from customers.services.intake import people_of_contacts
from customers.services.scores import rescore


class CustomerIsGone(DomainError):
    code = "customer_gone"


@transaction.atomic
def take_wish(
    *,
    product: Product,
    customer: Contact,
    wished: bool,
    by: Actor,
    now: datetime,
    at: datetime | None = None,
) -> WishlistItem:
    person = _meant(product, customer, by, now)
    change = interest.wish if wished else interest.unwish
    change(product=product, customer=person, by=by, now=now, at=at)
    return WishlistItem.objects.get(product=product, customer=person)


@transaction.atomic
def take_watch(*, product: Product, customer: Contact, kind: str, by: Actor, now: datetime) -> ProductWatch:
    person = _meant(product, customer, by, now)
    watch = interest.watch(product=product, customer=person, kind=kind, by=by, now=now)
    watch.refresh_from_db(fields=["public_id"])
    return watch


def _meant(product: Product, contact: Contact, by: Actor, now: datetime) -> Customer:
    (key,) = people_of_contacts(store=product.store, contacts=[contact], by=by, now=now)
    person = Customer.objects.filter(pk=key).for_table().first() if key else None
    if person is None or person.is_erased:
        raise CustomerIsGone(_("This customer was deleted."))
    rescore(store=product.store, customer_ids=[person.pk], now=now)
    return person
