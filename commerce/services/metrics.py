"""A customer's figures from their orders: worked out anew from what is there, never counted up.

Whoever changes orders calls `refresh_customers` in the same transaction; `recompute_store` proves it
right each night. Both use the queries of commerce.queries.metrics.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.queries.metrics import FROM_ORDERS
from commerce.services.affinities import refresh_categories
from core.actors import Actor
from core.exceptions import DomainError
from core.jobs import start_job
from core.models import Job, Store
from core.models.jobs import JobState
from customers.services.cuts import cuts_of, fit_store
from customers.services.scores import lock_figures, rescore

RECALCULATE = "commerce.recalculate"  # the kind of job; commerce.tasks.metrics runs it
HABITS_LAST = timedelta(days=7)  # then the store's are learnt anew


@transaction.atomic
def refresh_customers(*, store: Store, customer_ids: Collection[int], now: datetime) -> int:
    """Bring the figures of these customers up to date with their orders, and all that follows from them."""
    ids = {key for key in customer_ids if key is not None}
    written = rescore(store=store, customer_ids=ids, now=now, figures=FROM_ORDERS)
    return written + refresh_categories(store=store, customer_ids=ids)


def recompute_store(*, store: Store, now: datetime) -> int:
    """All customers of a store: reads every order, writes the rows that differ and no other.

    Purchases by category are a matter of their own, `recompute_categories`.
    """
    return rescore(store=store, now=now, figures=FROM_ORDERS)


def learn_habits(*, store: Store, now: datetime) -> bool:
    """Fit the store's habits when they are due; what follows from them is written by the next full run."""
    fitted_at = cuts_of(store, now).churn_fitted_at
    if fitted_at is not None and now - fitted_at < HABITS_LAST:
        return False
    fit_store(store=store, now=now)
    return True


@transaction.atomic
def recompute_categories(*, store: Store, customer_ids: Collection[int]) -> int:
    """Purchases by category and what follows from them, of some customers."""
    return refresh_categories(store=store, customer_ids=lock_figures(store=store, customer_ids=customer_ids))


class CannotRecalculate(DomainError):
    code = "cannot_recalculate"


@transaction.atomic
def recalculate(*, store: Store, by: Actor, in_full: bool = True, title: str = "") -> Job:
    """Work all figures out anew in the background; one such job of a store is enough at a time."""
    Store.objects.select_for_update().get(pk=store.pk)
    if store.jobs.filter(kind=RECALCULATE, state=JobState.QUEUED, params={"in_full": in_full}).exists():
        raise CannotRecalculate(_("This is about to be done already."))
    return start_job(kind=RECALCULATE, store=store, by=by, params={"in_full": in_full}, title=title)
