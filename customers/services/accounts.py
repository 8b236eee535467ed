"""Suspending, banning, and lifting either; deleting and restoring; one customer or many.

Each verb works on many: a row that may not change is refused with its reason and the others go on.
The verb for one is the same with a list of one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core import ledgers
from core.actors import Actor
from core.events import publish_many
from core.exceptions import DomainError
from core.intake import lock_intake
from core.outcomes import Outcome
from customers import events
from customers.models import (
    AccountStatus,
    Address,
    Customer,
    CustomerFile,
    Interaction,
    Merge,
    Note,
    PaymentMethod,
)
from customers.services.files import purge_files

RESTORABLE_FOR = timedelta(days=1)
Customers = Sequence[Customer]


class CannotSuspendCustomer(DomainError):
    code = "cannot_suspend_customer"


class CannotReinstateCustomer(DomainError):
    code = "cannot_reinstate_customer"


class CannotBanCustomer(DomainError):
    code = "cannot_ban_customer"


class CannotLiftBan(DomainError):
    code = "cannot_lift_ban"


class CannotDeleteCustomer(DomainError):
    code = "cannot_delete_customer"


class CannotRestoreCustomer(DomainError):
    code = "cannot_restore_customer"


@transaction.atomic
def suspend_customers(
    *, customers: Customers, by: Actor, now: datetime, reason: str | None = None
) -> Outcome[Customer]:
    """For a while: nothing is sent to them, and they get no codes and no points.

    Without a `reason` the one of before stands, as when a reinstatement is undone.
    """

    def refusal(customer: Customer) -> str | None:
        if customer.is_erased:
            return _("This customer was erased.")
        if customer.is_banned:
            return _("Banned already.")
        return _("Already suspended.") if customer.is_suspended else None

    outcome = _sorted_out(_locked(customers), refusal, CannotSuspendCustomer)
    return _bar(outcome, AccountStatus.SUSPENDED, events.CustomerSuspended, reason, by=by, now=now)


@transaction.atomic
def reinstate_customers(*, customers: Customers, by: Actor, now: datetime) -> Outcome[Customer]:
    def refusal(customer: Customer) -> str | None:
        return None if customer.is_suspended else _("Not suspended.")

    outcome = _sorted_out(_locked(customers), refusal, CannotReinstateCustomer)
    return _set_status(outcome, events.CustomerReinstated, by=by, now=now, status=AccountStatus.ACTIVE)


@transaction.atomic
def ban_customers(
    *, customers: Customers, by: Actor, now: datetime, reason: str | None = None
) -> Outcome[Customer]:
    """For good, until the ban is lifted; the shop reads it as their status. `reason` as for suspending."""

    def refusal(customer: Customer) -> str | None:
        if customer.is_erased:
            return _("This customer was erased.")
        return _("Already banned.") if customer.is_banned else None

    outcome = _sorted_out(_locked(customers), refusal, CannotBanCustomer)
    return _bar(outcome, AccountStatus.BANNED, events.CustomerBanned, reason, by=by, now=now)


@transaction.atomic
def lift_bans(*, customers: Customers, by: Actor, now: datetime) -> Outcome[Customer]:
    def refusal(customer: Customer) -> str | None:
        return None if customer.is_banned else _("Not banned.")

    outcome = _sorted_out(_locked(customers), refusal, CannotLiftBan)
    return _set_status(outcome, events.CustomerBanLifted, by=by, now=now, status=AccountStatus.ACTIVE)


@transaction.atomic
def delete_customers(*, customers: Customers, by: Actor, now: datetime) -> Outcome[Customer]:
    """Gone from every page at once; `restore_customers` brings them back for a day."""

    def refusal(customer: Customer) -> str | None:
        return _("Already deleted.") if customer.deleted_at else None

    outcome = _sorted_out(_locked(customers), refusal, CannotDeleteCustomer)
    return _set_deleted(outcome, now, events.CustomerDeleted, by=by)


@transaction.atomic
def restore_customers(*, customers: Customers, by: Actor, now: datetime) -> Outcome[Customer]:
    for customer in {customer.store_id: customer for customer in customers}.values():
        lock_intake(customer.store)  # what is taken in may be giving their addresses to others
    rows = _locked(customers)
    taken, merged = _taken_emails(rows), _merged(rows)

    def refusal(customer: Customer) -> str | None:
        if customer.deleted_at is None:
            return _("Not deleted.")
        if customer.pk in merged:
            return _("Part of another customer now. Undo the merge instead.")
        return _("Another customer has this e-mail address by now.") if customer.email in taken else None

    outcome = _sorted_out(rows, refusal, CannotRestoreCustomer)
    return _set_deleted(outcome, None, events.CustomerRestored, by=by)


def suspend_customer(*, customer: Customer, by: Actor, now: datetime, reason: str | None = None) -> Customer:
    return suspend_customers(customers=[customer], by=by, now=now, reason=reason).only()


def reinstate_customer(*, customer: Customer, by: Actor, now: datetime) -> Customer:
    return reinstate_customers(customers=[customer], by=by, now=now).only()


def ban_customer(*, customer: Customer, by: Actor, now: datetime, reason: str | None = None) -> Customer:
    return ban_customers(customers=[customer], by=by, now=now, reason=reason).only()


def lift_ban(*, customer: Customer, by: Actor, now: datetime) -> Customer:
    return lift_bans(customers=[customer], by=by, now=now).only()


def delete_customer(*, customer: Customer, by: Actor, now: datetime) -> Customer:
    return delete_customers(customers=[customer], by=by, now=now).only()


def restore_customer(*, customer: Customer, by: Actor, now: datetime) -> Customer:
    return restore_customers(customers=[customer], by=by, now=now).only()


@transaction.atomic
def purge_deleted(*, now: datetime, limit: int = 5000) -> int:
    """Remove for good what can no longer be restored."""
    cutoff = now - RESTORABLE_FOR
    Note.with_deleted.filter(deleted_at__lt=cutoff).delete()
    Address.with_deleted.filter(deleted_at__lt=cutoff).delete()
    PaymentMethod.with_deleted.filter(deleted_at__lt=cutoff).delete()
    purge_files(CustomerFile.with_deleted.filter(deleted_at__lt=cutoff))
    Interaction.with_deleted.filter(deleted_at__lt=cutoff).delete()
    undoable = Merge.objects.filter(gone=OuterRef("pk"), undone_at=None, until__gte=now)
    due = Customer.with_deleted.filter(~Exists(undoable), deleted_at__lt=cutoff).order_by("deleted_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:limit])
    purge_files(CustomerFile.with_deleted.filter(customer__in=keys))
    with ledgers.opened():
        Customer.with_deleted.filter(pk__in=keys).delete()
    return len(keys)


def _locked(customers: Customers) -> list[Customer]:
    """By key, so that two bulk actions over the same rows wait for each other and never deadlock."""
    keys = [customer.pk for customer in customers]
    return list(Customer.with_deleted.filter(pk__in=keys).for_table().select_for_update().order_by("pk"))


def _sorted_out(rows: list[Customer], refusal: Callable, refused_as: type[DomainError]) -> Outcome[Customer]:
    outcome: Outcome[Customer] = Outcome()
    for customer in rows:
        if reason := refusal(customer):
            outcome.refuse(customer, refused_as(reason))
        else:
            outcome.done.append(customer)
    return outcome


def _bar(
    outcome, status: AccountStatus, event, reason: str | None, *, by: Actor, now: datetime
) -> Outcome[Customer]:
    """A reason that is given is kept for all of them, and told."""
    values = {"status": status, "status_since": now}
    told = {}
    if reason is not None:
        values["status_reason"] = told["reason"] = reason.strip()
    return _set_status(outcome, partial(event, **told), by=by, now=now, **values)


def _set_status(outcome, event, *, by: Actor, now: datetime, **values) -> Outcome[Customer]:
    values["updated_at"] = now
    for customer in outcome.done:
        vars(customer).update(values)
    Customer.objects.filter(pk__in=[c.pk for c in outcome.done]).update(**values)
    return _told(outcome, event, by)


def _set_deleted(outcome, deleted_at: datetime | None, event, *, by: Actor) -> Outcome[Customer]:
    for customer in outcome.done:
        customer.deleted_at = deleted_at
    keys = [customer.pk for customer in outcome.done]
    Customer.with_deleted.filter(pk__in=keys).update(deleted_at=deleted_at)
    return _told(outcome, event, by)


def _told(outcome: Outcome[Customer], event, by: Actor) -> Outcome[Customer]:
    told = (event(store_id=c.store_id, customer_id=c.pk, subject_label=c.name) for c in outcome.done)
    publish_many(told, by=by)
    return outcome


def _merged(rows: list[Customer]) -> set[int]:
    merges = Merge.objects.filter(gone__in=rows, undone_at=None)
    return {key for key in merges.values_list("gone_id", flat=True) if key}


def _taken_emails(rows: list[Customer]) -> set[str]:
    if not rows:
        return set()
    emails = [customer.email for customer in rows if customer.email]
    live = Customer.objects.filter(store_id=rows[0].store_id, email__in=emails)
    return set(live.values_list("email", flat=True))
