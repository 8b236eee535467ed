"""Who has to do with whom. A relation stands on both people's pages."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish_many
from core.exceptions import DomainError
from core.models import check_same_store
from customers.events import relations as events
from customers.models import Customer, Relation, RelationKind

MOST_RELATIONS = 50


class CannotRelateCustomers(DomainError):
    code = "cannot_relate_customers"


@transaction.atomic
def relate_customers(
    *, customer: Customer, other: Customer, kind: str, by: Actor, now: datetime, note: str = ""
) -> Relation:
    """For `gifts`, `customer` is who gives. The others read the same from both ends."""
    check_same_store(customer, other)
    if customer.pk == other.pk:
        raise CannotRelateCustomers(_("Choose somebody else: nobody is related to themselves."))
    both = _held(customer, other)
    customer, other = both[customer.pk], both[other.pk]
    if customer.is_erased or other.is_erased:
        raise CannotRelateCustomers(_("This customer was erased."))
    if _between(customer, other, kind).exists():
        raise CannotRelateCustomers(_("This is known already."))
    for one in (customer, other):
        if relations_of(one).count() >= MOST_RELATIONS:
            told = {"name": one.name, "n": MOST_RELATIONS}
            raise CannotRelateCustomers(_("%(name)s is related to %(n)d people already.") % told)
    relation = Relation.objects.create(
        store=customer.store, customer=customer, other=other, kind=kind, note=" ".join(note.split())
    )
    _tell(events.CustomersRelated, relation, by)
    return relation


@transaction.atomic
def unrelate_customers(*, relation: Relation, by: Actor, now: datetime) -> None:
    gone = Relation.objects.select_related("customer", "other").filter(pk=relation.pk)
    for found in gone.select_for_update(of=("self",)):
        _tell(events.CustomersUnrelated, found, by)
        found.delete()


def relations_of(customer: Customer):
    return Relation.objects.filter(Q(customer=customer) | Q(other=customer))


def _held(*customers: Customer) -> dict[int, Customer]:
    """By key, so that two who relate the same people wait for each other and never deadlock."""
    keys = [customer.pk for customer in customers]
    rows = Customer.objects.filter(pk__in=keys).for_table().select_for_update(no_key=True)
    held = {row.pk: row for row in rows.order_by("pk")}
    if len(held) < len(keys):
        raise CannotRelateCustomers(_("This customer was deleted."))
    return held


def _between(customer: Customer, other: Customer, kind: str):
    there = Q(customer=customer, other=other)
    if kind != RelationKind.GIFTS:
        there |= Q(customer=other, other=customer)
    return Relation.objects.filter(there, kind=kind)


def _tell(event, relation: Relation, by: Actor) -> None:
    ends = ((relation.customer, relation.other), (relation.other, relation.customer))
    publish_many(
        (
            event(
                store_id=relation.store_id,
                customer_id=one.pk,
                other_id=other.pk,
                kind=relation.kind,
                subject_label=one.name,
            )
            for one, other in ends
        ),
        by=by,
    )
