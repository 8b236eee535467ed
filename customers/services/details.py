"""Adding a customer and changing what is known about them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.events.services import record_view
from core.exceptions import DomainError
from core.intake import as_version, lock_intake
from core.models import Store
from customers.contacts import normal_email, normal_phone
from customers.events import CustomerAdded, CustomerEdited, ProfileViewed
from customers.models import Customer, DetailNews, Source
from customers.services.erased import refuse_erased
from customers.services.figures import start_figures
from customers.services.people import STATED
from customers.services.scores import rescore

EDITABLE = ("email", "first_name", "last_name", "phone", "language")


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
    email: str | None = None,
    first_name: str = "",
    last_name: str = "",
    phone: str = "",
    language: str = "",
    source: Source = Source.STAFF,
) -> Customer:
    values = _cleaned(email=email, first_name=first_name, last_name=last_name, phone=phone, language=language)
    if not any(values[name] for name in ("email", "first_name", "last_name", "phone")):
        raise CannotAddCustomer(_("Enter a name, an e-mail address or a phone number."))
    refuse_erased(store, CannotAddCustomer, email=values["email"], phone=values["phone"])
    customer = Customer(store=store, source=source, updated_at=now, **values)
    _save(customer, CannotAddDuplicate)
    _stamp(customer, [name for name, value in values.items() if value], now)
    start_figures(store=store, customer_ids=[customer.pk])
    rescore(store=store, customer_ids=[customer.pk], now=now)
    _tell(CustomerAdded, customer, by)
    return customer


@transaction.atomic
def edit_customer(*, customer: Customer, by: Actor, now: datetime, **values: str | None) -> Customer:
    """Change the given fields only; nothing new, nothing written."""
    if "email" in values:  # what is being taken in may claim the same address
        lock_intake(customer.store)
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    if customer.is_erased:
        raise CannotEditCustomer(_("This customer was erased; there is nothing left to edit."))
    changed = changes(customer, **_cleaned(**values))
    if not changed:
        return customer
    if not any((customer.email, customer.first_name, customer.last_name, customer.phone)):
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


def _cleaned(**values: str | None) -> dict[str, str | None]:
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"Not a customer's details: {unknown}")
    shapes = {"email": normal_email, "phone": normal_phone}
    return {name: shapes.get(name, _stripped)(value) for name, value in values.items()}


def _stripped(text: str | None) -> str:
    return (text or "").strip()


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
