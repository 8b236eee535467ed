"""Figures about a store's customers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from core.models import Store
from customers.models import AccountStatus

NEW_FOR = timedelta(days=30)


@dataclass(frozen=True)
class CustomerFigures:
    customers: int
    active: int
    suspended: int
    new_last_30_days: int
    new_30_days_before: int
    with_email: int
    with_phone: int


def customer_figures(*, store: Store, now: datetime) -> CustomerFigures:
    lately, before = now - NEW_FOR, now - 2 * NEW_FOR
    counted = store.customers.exclude(status=AccountStatus.ERASED).aggregate(
        customers=Count("pk"),
        active=Count("pk", Q(status=AccountStatus.ACTIVE)),
        suspended=Count("pk", Q(status=AccountStatus.SUSPENDED)),
        new_last_30_days=Count("pk", Q(created_at__gt=lately)),
        new_30_days_before=Count("pk", Q(created_at__gt=before, created_at__lte=lately)),
        with_email=Count("email"),
        with_phone=Count("pk", ~Q(phone="")),
    )
    return CustomerFigures(**counted)
