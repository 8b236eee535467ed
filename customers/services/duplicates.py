"""Finding customers who may be one person, and merging those who surely are.

A pair is sure when the two have a mailbox, an address claim or a number in common and their names do not
contradict that. Numbers and places that many share say nothing and make no pair.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.exceptions import DomainError
from core.jobs import start_job
from core.models import Job, Store
from core.models.jobs import JobState
from core.planner import planned
from customers.models import Customer, DuplicatePair, Merge
from customers.queries.alike import KEEP_PAIRS
from customers.services.merging import merge_customers

FIND, MERGE_SURE = "customers.find_duplicates", "customers.merge_sure"


class CannotFindDuplicates(DomainError):
    code = "cannot_find_duplicates"


class CannotMergeSure(DomainError):
    code = "cannot_merge_sure"


@transaction.atomic
def find_duplicates(*, store: Store, now: datetime) -> int:
    """Note who may be one person as of now; says how many pairs there are to decide about."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)  # one at a time
    with connection.cursor() as cursor, planned(cursor, work_mem="128MB"):
        cursor.execute(KEEP_PAIRS, {"store": store.pk, "now": now})
    return store.duplicatepairs.filter(dismissed_at=None).count()


@transaction.atomic
def dismiss_pair(*, pair: DuplicatePair, by: Actor, now: datetime) -> DuplicatePair:
    """Two people after all: they are never suggested again."""
    pair.dismissed_at, pair.dismissed_by = now, by.label[:200]
    pair.save(update_fields=["dismissed_at", "dismissed_by"])
    return pair


@transaction.atomic
def suggest_pair_again(*, pair: DuplicatePair, by: Actor, now: datetime) -> DuplicatePair:
    pair.dismissed_at, pair.dismissed_by = None, ""
    pair.save(update_fields=["dismissed_at", "dismissed_by"])
    return pair


@transaction.atomic
def look_for_duplicates(*, store: Store, by: Actor) -> Job:
    """In the background; one such search of a store is enough at a time."""
    _refuse_a_second(store, FIND, CannotFindDuplicates(_("A search is under way already.")))
    return start_job(kind=FIND, store=store, by=by)


@transaction.atomic
def merge_sure_pairs(*, store: Store, by: Actor) -> Job:
    _refuse_a_second(store, MERGE_SURE, CannotMergeSure(_("They are being merged already.")))
    if not store.duplicatepairs.filter(dismissed_at=None, is_sure=True).exists():
        raise CannotMergeSure(_("There is no pair that is sure."))
    return start_job(kind=MERGE_SURE, store=store, by=by)


def merge_pair(*, pair: DuplicatePair, by: Actor, now: datetime) -> Merge:
    """Into the one who ordered more, else the one known for longer."""
    kept, gone = sorted((pair.first, pair.second), key=weight, reverse=True)
    return merge_customers(kept=kept, gone=gone, by=by, now=now)


def weight(customer: Customer) -> tuple[int, int, float]:
    """Who of two is the one to keep: with more orders, with more told about them, known for longer."""
    told = sum(bool(value) for value in (customer.email, customer.phone, customer.first_name))
    return customer.figures.orders_count, told, -customer.created_at.timestamp()


def _refuse_a_second(store: Store, kind: str, refusal: DomainError) -> None:
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    if store.jobs.filter(kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        raise refusal
