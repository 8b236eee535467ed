"""How a customer pays: what a shop may know of it, and never a card's number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from customers.card_numbers import REFUSAL, has_card_number
from customers.events import payment_methods as events
from customers.models import Customer, PaymentKind, PaymentMethod

MOST_METHODS = 20
WORDS = ("brand", "last_four", "provider", "token")
EDITABLE = ("kind", *WORDS, "expires_month", "expires_year")
TELLING = ("brand", "last_four", "token")  # one of these tells it from others


class CannotAddPaymentMethod(DomainError):
    code = "cannot_add_payment_method"


class CannotEditPaymentMethod(DomainError):
    code = "cannot_edit_payment_method"


class CannotRestorePaymentMethod(DomainError):
    code = "cannot_restore_payment_method"


@transaction.atomic
def add_payment_method(
    *, customer: Customer, by: Actor, now: datetime, kind: str = PaymentKind.CARD, **values: Any
) -> PaymentMethod:
    given = _cleaned(values, CannotAddPaymentMethod)
    customer = _held(customer, CannotAddPaymentMethod)
    method = PaymentMethod(store=customer.store, customer=customer, kind=kind, updated_at=now)
    changes(method, **{name: value for name, value in given.items() if name != "token"})
    method.token = given.get("token") or ""
    _refuse_vague(method, CannotAddPaymentMethod)
    known = list(customer.payment_methods.all())
    if len(known) >= MOST_METHODS:
        most = {"n": MOST_METHODS}
        raise CannotAddPaymentMethod(_("A customer has at most %(n)d payment methods.") % most)
    if any(_is_same(method, one) for one in known):
        raise CannotAddPaymentMethod(_("This payment method is kept already."))
    method.save()
    _tell(events.PaymentMethodAdded, method, by)
    return method


@transaction.atomic
def edit_payment_method(*, method: PaymentMethod, by: Actor, now: datetime, **values: Any) -> PaymentMethod:
    """Change what is given. An empty token leaves the one there is: nobody can see it to type it again."""
    given = _cleaned(values, CannotEditPaymentMethod)
    _held(method.customer, CannotEditPaymentMethod)
    method = PaymentMethod.objects.select_related("customer").get(pk=method.pk)
    token = given.pop("token", "")
    if token and method.token != token:
        given["token"] = token
    changed = changes(method, **given)
    if changed:
        _refuse_vague(method, CannotEditPaymentMethod)
        method.updated_at = now
        method.save(update_fields=[*changed, "updated_at"])
        _tell(events.PaymentMethodEdited, method, by, changed)
    return method


@transaction.atomic
def delete_payment_method(*, method: PaymentMethod, by: Actor, now: datetime) -> None:
    """`restore_payment_method` brings it back for a day."""
    method = (
        PaymentMethod.with_deleted.select_related("customer")
        .select_for_update(of=("self",))
        .get(pk=method.pk)
    )
    if not method.deleted_at:
        method.deleted_at = now
        method.save(update_fields=["deleted_at"])
        _tell(events.PaymentMethodDeleted, method, by)


@transaction.atomic
def restore_payment_method(*, method: PaymentMethod, by: Actor, now: datetime) -> PaymentMethod:
    customer = _held(method.customer, CannotRestorePaymentMethod)
    method = PaymentMethod.with_deleted.select_related("customer").get(pk=method.pk)
    if method.deleted_at:
        if customer.payment_methods.count() >= MOST_METHODS:
            raise CannotRestorePaymentMethod(_("The customer has too many payment methods by now."))
        method.deleted_at = None
        method.save(update_fields=["deleted_at"])
        _tell(events.PaymentMethodRestored, method, by)
    return method


def _held(customer: Customer, refused_as: type[DomainError]) -> Customer:
    customer = Customer.objects.select_for_update(no_key=True).for_table().get(pk=customer.pk)
    if customer.is_erased:
        raise refused_as(_("This customer was erased."))
    return customer


def _cleaned(values: Mapping[str, Any], refused_as: type[DomainError]) -> dict[str, Any]:
    """The refusal names no value: it may end in a log."""
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"Not of a payment method: {unknown}")
    given = {name: " ".join((values[name] or "").split()) for name in WORDS if name in values}
    if any(has_card_number(text) for text in given.values()):
        raise refused_as(str(REFUSAL))
    last = given.get("last_four", "")
    if last and not (len(last) == 4 and last.isascii() and last.isdigit()):
        raise refused_as(_("Enter the last four digits alone."))
    return {**values, **given}


def _refuse_vague(method: PaymentMethod, refused_as: type[DomainError]) -> None:
    if not any(getattr(method, name) for name in TELLING):
        raise refused_as(_("Enter a brand, the last four digits or a token."))
    month, year = method.expires_month, method.expires_year
    if (month is None) != (year is None):
        raise refused_as(_("Enter both month and year, or neither."))
    if month is not None and not (1 <= month <= 12 and 2000 <= (year or 0) <= 2100):
        raise refused_as(_("This is no month a card could end in."))


def _is_same(new: PaymentMethod, known: PaymentMethod) -> bool:
    if new.token and known.token:
        return new.provider == known.provider and new.token == known.token
    shown = ("kind", "brand", "last_four", "expires_month", "expires_year", "provider")
    return all(getattr(new, name) == getattr(known, name) for name in shown)


def _tell(event, method: PaymentMethod, by: Actor, changed: dict | None = None) -> None:
    told = event(
        store_id=method.store_id,
        customer_id=method.customer_id,
        payment_method_id=method.pk,
        subject_label=method.customer.name,
    )
    publish(told, by=by, changes=changed)
