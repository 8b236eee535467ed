"""Tags: those of a customer, and all of a store's."""

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower

from core.models import Store
from customers.models import Customer, CustomerTag, Tag, TagKind


def tags_of(customer: Customer) -> QuerySet[Tag]:
    """Those given by hand first, then those that follow from the figures."""
    return customer.store.tags.filter(tagged__customer=customer).order_by("-kind", "name", "pk")


def tags_with_counts(store: Store) -> QuerySet[Tag]:
    """All of a store's, those by hand first, each with how many customers have it."""
    have = (
        CustomerTag.objects.filter(store=store, tag=OuterRef("pk"), customer__deleted_at=None)
        .order_by()
        .values("tag")
        .annotate(n=Count("pk"))
    )
    counted = store.tags.annotate(customers=Coalesce(Subquery(have.values("n")), 0))
    by_hand_first = Case(When(kind=TagKind.MANUAL, then=0), When(kind=TagKind.RULE, then=1), default=2)
    return counted.order_by(by_hand_first, Lower("name"), "pk")
