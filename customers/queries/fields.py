"""A store's own fields, each with how many customers have something in it."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.models import Store
from customers.models import CustomField, CustomValue


def fields_with_counts(store: Store) -> QuerySet[CustomField]:
    """Those in use in their order, then those archived, the last one first."""
    filled = (
        CustomValue.objects.filter(store=store, field=OuterRef("pk"), place=0)
        .order_by()
        .values("field")
        .annotate(n=Count("pk"))
    )
    counted = store.customfields.annotate(customers=Coalesce(Subquery(filled.values("n")), 0))
    return counted.order_by("-archived_at", "position", "pk")
