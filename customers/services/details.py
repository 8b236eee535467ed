"""Adding a customer and changing what is known about them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.events.services import record_view
from core.exceptions import DomainError
from core.intake import as_version, lock_intake
from core.models import Store
from customers.contacts import normal_email, normal_phone
from customers.custom import values_of
from customers.custom_kinds import Value
from customers.events import CustomerAdded, CustomerEdited, ProfileViewed
from customers.models import Customer, DetailNews, Source
from customers.particulars import normal_birthday, normal_gender, normal_socials, normal_time_zone
from customers.services.custom_values import read_custom, write_custom
from customers.services.erased import refuse_erased
from customers.services.figures import start_figures
from customers.services.people import PREFIX, STATED
from customers.services.scores import rescore

CONTACT = ("email", "first_name", "last_name", "phone")
EDITABLE = (*CONTACT, "language", "company", "birthday", "gender", "time_zone", "socials", "owner")
EMPTY: dict[str, Any] = dict.fromkeys(EDITABLE, "") | {"birthday": None, "socials": {}, "owner": None}


class DuplicateEmail(DomainError):
    """`existing` is the customer who has the address already."""

    code = "duplicate_email"

    def __init__(self, existing: Customer):
        self.existing = existing
        super().__init__(_("%(name)s already has this e-mail address.") % {"name": existing.name})


class CannotAddCustomer(DomainError):
    code = "cannot_add_customer"


class CannotEditCustomer(DomainError):
    code = "cannot_edit_customer"


class CannotAddDuplicate(DuplicateEmail, CannotAddCustomer):
    code = "duplicate_email"


class CannotEditIntoDuplicate(DuplicateEmail, CannotEditCustomer):
    code = "duplicate_email"


@transaction.atomic
def add_customer(
    *,
    store: Store,
    by: Actor,
    now: datetime,
    source: Source = Source.STAFF,
    custom: Mapping[str, Any] | None = None,
    **values: Any,
) -> Customer:
    """`values` are of EDITABLE, `custom` by the keys of the store's own fields. Somebody has a name, an
    address or a number."""
    values = _cleaned(**values)
    own = _own_values(store, custom, CannotAddCustomer)
    if not any(values.get(name) for name in CONTACT):
        raise CannotAddCustomer(_("Enter a name, an e-mail address or a phone number."))
    refuse_erased(store, CannotAddCustomer, email=values.get("email"), phone=values.get("phone", ""))
    _check_owner(store, values.get("owner"), CannotAddCustomer)
    customer = Customer(store=store, source=source, updated_at=now, **values)
    _save(customer, CannotAddDuplicate)
    write_custom(store, {customer.pk: own})
    _stamp(customer, [*(name for name, value in values.items() if value), *_as_names(own)], now)
    start_figures(store=store, customer_ids=[customer.pk])
    rescore(store=store, customer_ids=[customer.pk], now=now)
    _tell(CustomerAdded, customer, by)
    return customer


@transaction.atomic
def edit_customer(
    *,
    customer: Customer,
    by: Actor,
    now: datetime,
    custom: Mapping[str, Any] | None = None,
    **values: Any,
) -> Customer:
    """Change the given fields only; nothing new, nothing written."""
    if "email" in values:  # what is being taken in may claim the same address
        lock_intake(customer.store)
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    if customer.is_erased:
        raise CannotEditCustomer(_("This customer was erased; there is nothing left to edit."))
    before = customer.owner if "owner" in values else None
    changed = changes(customer, **_cleaned(**values))
    if "owner" in changed:
        _check_owner(customer.store, customer.owner, CannotEditCustomer)
        changed["owner"] = [member and str(member.user) for member in (before, customer.owner)]
    own = _own_values(customer.store, custom, CannotEditCustomer, customer)
    changed |= write_custom(customer.store, {customer.pk: own}).get(customer.pk, {})
    if not changed:
        return customer
    if not any(getattr(customer, name) for name in CONTACT):
        raise CannotEditCustomer(_("Keep a name, an e-mail address or a phone number."))
    told = {name: getattr(customer, name) for name in ("email", "phone") if name in changed}
    refuse_erased(customer.store, CannotEditCustomer, **told)
    customer.updated_at = now
    _save(customer, CannotEditIntoDuplicate)
    _stamp(customer, changed, now)
    _tell(CustomerEdited, customer, by, changed)
    return customer


def note_profile_view(*, customer: Customer, by: Actor, now: datetime) -> bool:
    """Who looked at whom; once in a quarter of an hour per person and profile."""
    seen = ProfileViewed(store_id=customer.store_id, customer_id=customer.pk, subject_label=customer.name)
    return record_view(seen, by=by, now=now)


def _cleaned(**values: Any) -> dict[str, Any]:
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"Not a customer's details: {unknown}")
    return {name: SHAPES.get(name, _stripped)(value) for name, value in values.items()}


def _check_owner(store: Store, owner: Membership | None, refused_as: type[DomainError]) -> None:
    if owner is None:
        return
    if owner.store_id != store.pk or not owner.is_active():
        raise refused_as(_("Choose somebody who works here."))


def _own_values(
    store: Store,
    told: Mapping[str, Any] | None,
    refused_as: type[DomainError],
    customer: Customer | None = None,
) -> dict[str, Value]:
    found = read_custom(store, told or {}, values_of(customer) if told and customer else None)
    for key, problem in found.problems.items():
        raise refused_as(f"{key}: {problem.messages[0]}")
    return found.values


def _as_names(own: Mapping[str, Value]) -> list[str]:
    return [f"{PREFIX}{key}" for key, value in own.items() if value is not None]


def _stripped(text: str | None) -> str:
    return (text or "").strip()


SHAPES: dict[str, Callable[[Any], Any]] = {
    "email": normal_email,
    "phone": normal_phone,
    "birthday": normal_birthday,
    "gender": normal_gender,
    "time_zone": normal_time_zone,
    "socials": normal_socials,
    "owner": lambda member: member or None,
}


def _save(customer: Customer, duplicate: type[DuplicateEmail]) -> None:
    try:
        with transaction.atomic():
            customer.save()
    except IntegrityError:
        existing = Customer.objects.filter(store_id=customer.store_id, email=customer.email).first()
        if existing is None:
            raise
        raise duplicate(existing) from None


def _stamp(customer: Customer, names: Iterable[str], now: datetime) -> None:
    """What is typed here counts against the shop's news of before, and no longer against later news."""
    news, _is_new = DetailNews.objects.get_or_create(
        customer=customer, defaults={"store_id": customer.store_id}
    )
    news.versions |= dict.fromkeys(names, f"{STATED} {as_version(now)}")
    if "email" in names:
        news.wanted_email = ""
    news.save(update_fields=["versions", "wanted_email"])


def _tell(event, customer: Customer, by: Actor, changed: dict | None = None) -> None:
    told = event(store_id=customer.store_id, customer_id=customer.pk, subject_label=customer.name)
    publish(told, by=by, changes=changed)
