"""Those whom a customer has to do with, and those who seem to live with them."""

from dataclasses import dataclass

from django.db.models import Q

from customers.models import SEEN_FROM_OTHER, Address, Customer, Relation, RelationKind

SUGGESTED = 3
# A flat block or a post room has hundreds under one address: that says nothing about two people.
CROWD = 8


@dataclass(frozen=True)
class Related:
    relation: Relation
    person: Customer
    label: str  # as this end sees it


def related_to(customer: Customer) -> list[Related]:
    """From either end, the newest first; deleted people are left out."""
    rows = (
        Relation.objects.filter(Q(customer=customer) | Q(other=customer))
        .filter(customer__deleted_at=None, other__deleted_at=None)
        .select_related("customer", "other")
        .defer("customer__search", "other__search")
        .order_by("-pk")
    )
    found: dict[tuple[int, str], Related] = {}
    for row in rows:
        is_first = row.customer_id == customer.pk
        person = row.other if is_first else row.customer
        label = str(_seen_from(row, is_first))
        found.setdefault((person.pk, label), Related(row, person, label))
    return list(found.values())


def _seen_from(row: Relation, is_first: bool):
    usual = row.get_kind_display()
    return SEEN_FROM_OTHER[RelationKind.GIFTS] if row.kind == RelationKind.GIFTS and not is_first else usual


def same_address_as(customer: Customer) -> list[Customer]:
    """Who lives at one of their addresses and is not related to them yet."""
    households = customer.addresses.exclude(household="").values("household")
    there = Address.objects.filter(store=customer.store_id, household__in=households)
    keys = list(
        there.exclude(customer=customer)
        .filter(customer__deleted_at=None)
        .order_by("customer")
        .values_list("customer", flat=True)
        .distinct()[: CROWD + 1]
    )
    if len(keys) > CROWD:
        return []
    known = {each.person.pk for each in related_to(customer)}
    people = Customer.objects.filter(pk__in=set(keys) - known).for_table()
    return list(people.order_by("sort_name", "pk")[:SUGGESTED])


def people_to_relate(customer: Customer, term: str, limit: int = 8) -> list[Customer]:
    rows = customer.store.customers.for_table().exclude(pk=customer.pk)
    return list(rows.matching(term).order_by("sort_name", "pk")[:limit])


KINDS_FROM_HERE = [
    (RelationKind.FAMILY.value, RelationKind.FAMILY.label),
    (RelationKind.BUSINESS.value, RelationKind.BUSINESS.label),
    (RelationKind.GIFTS.value, RelationKind.GIFTS.label),
    ("gets_gifts", SEEN_FROM_OTHER[RelationKind.GIFTS]),
    (RelationKind.SAME_ADDRESS.value, RelationKind.SAME_ADDRESS.label),
    (RelationKind.OTHER.value, RelationKind.OTHER.label),
]
