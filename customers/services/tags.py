"""The words a store puts on its customers: made, renamed, merged, given and taken.

Automatic tags follow from figures; staff may rename and recolour them, and neither give nor take them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish, publish_many
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store, check_same_store
from core.outcomes import Outcome
from customers import events
from customers.models import Customer, CustomerTag, Tag, TagKind

MOST_TAGS = 1000


class CannotAddTag(DomainError):
    code = "cannot_add_tag"


class CannotEditTag(DomainError):
    code = "cannot_edit_tag"


class CannotMergeTags(DomainError):
    code = "cannot_merge_tags"


class CannotDeleteTag(DomainError):
    code = "cannot_delete_tag"


class CannotTagCustomer(DomainError):
    code = "cannot_tag_customer"


@transaction.atomic
def add_tag(*, store: Store, name: str, by: Actor, now: datetime, colour: str = "slate") -> Tag:
    _hold(store)
    return _added(store, _named(name, CannotAddTag), colour, by)


@transaction.atomic
def edit_tag(*, tag: Tag, by: Actor, now: datetime, **values: str) -> Tag:
    """Its name and its colour."""
    _hold(tag.store)
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    if "name" in values:
        values["name"] = _named(values["name"], CannotEditTag)
        if tag.store.tags.exclude(pk=tag.pk).filter(name__iexact=values["name"]).exists():
            raise CannotEditTag(_("There is a tag of this name already. Merge the two instead."))
    if changed := changes(tag, **values):
        tag.save(update_fields=list(values))
        _tell(events.TagEdited, tag, by, changed)
    return tag


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag, by: Actor, now: datetime) -> int:
    """Whoever has the one gets the other, and the one is gone; says how many have it now."""
    check_same_store(tag, into)
    _hold(tag.store)
    if tag.pk == into.pk:
        raise CannotMergeTags(_("Choose another tag to merge into."))
    if TagKind.MANUAL not in (tag.kind, into.kind) or tag.kind != into.kind:
        raise CannotMergeTags(_("Automatic tags follow from figures, so they cannot be merged."))
    have = into.tagged.values("customer")
    tag.tagged.exclude(customer__in=have).update(tag=into)
    _tell(events.TagsMerged, into, by, {"name": [tag.name, into.name]})
    tag.delete()
    return into.tagged.count()


@transaction.atomic
def delete_tag(*, tag: Tag, by: Actor, now: datetime) -> None:
    _hold(tag.store)
    if tag.kind != TagKind.MANUAL:
        raise CannotDeleteTag(_("This tag is automatic: it would come back by itself."))
    _tell(events.TagDeleted, tag, by)
    tag.delete()


@transaction.atomic
def named_tag(*, store: Store, name: str, by: Actor) -> Tag:
    """The tag of this name, which staff may give; made where there is none."""
    _hold(store)
    name = _named(name, CannotTagCustomer)
    tag = store.tags.filter(name__iexact=name).first() or _added(store, name, "slate", by)
    _refuse_automatic(tag)
    return tag


@transaction.atomic
def tag_customers(*, customers: Sequence[Customer], tag: str, by: Actor, now: datetime) -> Outcome[Customer]:
    """Give a tag by its name; one that there is not yet is made."""
    outcome: Outcome[Customer] = Outcome()
    if not customers:
        return outcome
    store = customers[0].store
    check_same_store(*customers)
    given = named_tag(store=store, name=tag, by=by)
    _sort_out(outcome, customers, given, having=False, refusal=_("Has this tag already."))
    CustomerTag.objects.bulk_create(
        CustomerTag(store=store, customer=customer, tag=given) for customer in outcome.done
    )
    return _told(outcome, events.CustomerTagged, given, by)


@transaction.atomic
def untag_customers(
    *, customers: Sequence[Customer], tag: str, by: Actor, now: datetime
) -> Outcome[Customer]:
    outcome: Outcome[Customer] = Outcome()
    if not customers:
        return outcome
    store = customers[0].store
    check_same_store(*customers)
    _hold(store)
    taken = store.tags.filter(name__iexact=tag.strip()).first()
    if taken is None:
        raise CannotTagCustomer(_("There is no tag of this name."))
    _refuse_automatic(taken)
    _sort_out(outcome, customers, taken, having=True, refusal=_("Does not have this tag."))
    taken.tagged.filter(customer__in=outcome.done).delete()
    return _told(outcome, events.CustomerUntagged, taken, by)


def tag_customer(*, customer: Customer, tag: str, by: Actor, now: datetime) -> Customer:
    return tag_customers(customers=[customer], tag=tag, by=by, now=now).only()


def untag_customer(*, customer: Customer, tag: str, by: Actor, now: datetime) -> Customer:
    return untag_customers(customers=[customer], tag=tag, by=by, now=now).only()


def _hold(store: Store) -> None:
    """One at a time changes a store's tags, so that two who make the same one do not collide."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)


def _named(name: str, refused_as: type[DomainError]) -> str:
    name = " ".join(name.split())
    if not name:
        raise refused_as(_("Give the tag a name."))
    if len(name) > 60:
        raise refused_as(_("Use at most 60 characters."))
    return name


def _added(store: Store, name: str, colour: str, by: Actor) -> Tag:
    if store.tags.filter(name__iexact=name).exists():
        raise CannotAddTag(_("There is a tag of this name already."))
    if store.tags.filter(kind=TagKind.MANUAL).count() >= MOST_TAGS:
        raise CannotAddTag(
            _("A store has at most %(n)d tags. Merge or delete some first.") % {"n": MOST_TAGS}
        )
    tag = Tag.objects.create(store=store, name=name, colour=colour)
    _tell(events.TagAdded, tag, by)
    return tag


def _sort_out(
    outcome: Outcome[Customer], customers: Sequence[Customer], tag: Tag, *, having: bool, refusal: str
) -> None:
    """Those who have the tag, or those who do not, are done; the others are refused."""
    have = set(tag.tagged.filter(customer__in=customers).values_list("customer_id", flat=True))
    for customer in sorted(customers, key=lambda one: one.pk):
        if (customer.pk in have) is having:
            outcome.done.append(customer)
        else:
            outcome.refuse(customer, CannotTagCustomer(refusal))


def _refuse_automatic(tag: Tag) -> None:
    if tag.kind != TagKind.MANUAL:
        refusal = _("“%(name)s” is automatic: it follows from the customer's figures.")
        raise CannotTagCustomer(refusal % {"name": tag.name})


def _tell(event, tag: Tag, by: Actor, changed: dict | None = None) -> None:
    publish(event(store_id=tag.store_id, tag_id=tag.pk, subject_label=tag.name), by=by, changes=changed)


def _told(outcome: Outcome[Customer], event, tag: Tag, by: Actor) -> Outcome[Customer]:
    told = (
        event(store_id=c.store_id, customer_id=c.pk, subject_label=c.name, tag_id=tag.pk, tag=tag.name)
        for c in outcome.done
    )
    publish_many(told, by=by)
    return outcome
