"""Taking in what a shop's systems tell of people: the customers they keep, and the contacts of orders."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.intake import Fate, Item, lock_intake
from core.models import Store
from customers.contacts import Contact
from customers.models import Source
from customers.services.custom_values import read_custom
from customers.services.details import CannotAddCustomer
from customers.services.people import MENTIONED, PREFIX, STATED, People, Person
from customers.services.people_rows import keep, people_of
from customers.services.scores import rescore


@transaction.atomic
def people_of_contacts(
    *, store: Store, contacts: Sequence[Contact], by: Actor, now: datetime
) -> list[int | None]:
    """The key of the customer whom each contact means, made when unknown; None for a contact of nobody.

    What a contact says only fills what nobody stated. News from before a customer was deleted still means
    that customer, and writes nothing; later news makes a new one. An erased customer stays as erased.
    Whoever calls this brings the figures of these customers up to date.
    """
    if all(contact.is_nobody for contact in contacts):
        return [None] * len(contacts)
    lock_intake(store)
    people = people_of(store, contacts)
    meant = [_mentioned(people, contact, contact.at or now) for contact in contacts]
    keep(people, store=store, by=by, now=now)
    return [person.key if person else None for person in meant]


def _mentioned(people: People, contact: Contact, at: datetime) -> Person | None:
    if contact.is_nobody:
        return None
    person = people.found(contact, at) or people.added(Source.SHOP)
    if not person.is_past:
        people.tell(person, contact, MENTIONED, at)
    return person


@transaction.atomic
def put_customers(
    *, store: Store, items: Sequence[Item], by: Actor, now: datetime, may_edit: bool = True
) -> None:
    """Customers as the shop keeps them, detail by detail: what an item leaves out or empty stays as it is.

    `items` hold the values of a Contact and, as `updated_at`, how new they are. What they say of somebody
    deleted or erased since is stale.
    """
    lock_intake(store)
    told = [_contact(store, item, now) for item in items]
    people = people_of(store, told)
    for item, contact in zip(items, told, strict=True):
        _put(people, item, contact, contact.at or now, may_edit)
    new = keep(people, store=store, by=by, now=now)
    if new:
        rescore(store=store, customer_ids=[person.key for person in new], now=now)


def _contact(store: Store, item: Item, now: datetime) -> Contact:
    """What is said of the store's own fields and cannot be understood is told, and the rest taken."""
    values = {name: value for name, value in item.values.items() if value and name != "updated_at"}
    own = read_custom(store, values.pop("custom", {}))
    for key, problem in own.problems.items():
        item.remark(f"{PREFIX}{key}"[:200], problem.messages[0], problem.code or "invalid")
    return Contact(at=item.values.get("updated_at") or now, custom=own.values, **values)


def _put(people: People, item: Item, contact: Contact, at: datetime, may_edit: bool) -> None:
    if contact.is_nobody and not (contact.first_name or contact.last_name):
        item.refuse(CannotAddCustomer(_("Give an external id, an e-mail address, a phone number or a name.")))
        return
    person = people.found(contact, at)
    if person and not may_edit:
        item.fail("non_field_errors", _("This needs the permission customers.edit."), "permission_denied")
        return
    if person and person.is_past:
        item.came_to(Fate.STALE, person.public_id)
        return
    is_new = person is None
    person = person or people.added(Source.SHOP if contact.external_id else Source.API)
    changed, late = people.tell(person, contact, STATED, at)
    fate = Fate.CREATED if is_new else Fate.UPDATED if changed else Fate.STALE if late else Fate.UNCHANGED
    item.came_to(fate, person.public_id)
    if contact.email and person.claimed == contact.email != person.email:
        text = _("Another customer has this address by later news. It is kept aside; the rest was taken.")
        item.remark("email", text, "duplicate_email")
