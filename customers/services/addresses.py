"""Where customers live and get their post.

The first address is the main one; there is always one as long as there are any, and the customer's town,
region and country follow it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from customers import events
from customers.countries import COUNTRIES
from customers.models import PARTS, Address, AddressKind, AddressSource, Customer
from customers.services.locations import keep_locations

MOST_ADDRESSES = 50
WRITTEN = ("line_1", "line_2", "postcode", "city", "region", "country")  # one of these makes it an address


class CannotAddAddress(DomainError):
    code = "cannot_add_address"


class CannotEditAddress(DomainError):
    code = "cannot_edit_address"


class CannotRestoreAddress(DomainError):
    code = "cannot_restore_address"


@transaction.atomic
def add_address(
    *,
    customer: Customer,
    by: Actor,
    now: datetime,
    kind: str = AddressKind.SHIPPING,
    is_main: bool = False,
    source: str = AddressSource.STAFF,
    **parts: str,
) -> Address:
    customer = _held(customer, CannotAddAddress)
    given = {**dict.fromkeys(PARTS, ""), **_cleaned(parts, CannotAddAddress)}
    known = list(customer.addresses.all())
    if len(known) >= MOST_ADDRESSES:
        most = {"n": MOST_ADDRESSES}
        raise CannotAddAddress(_("A customer has at most %(n)d addresses. Delete some first.") % most)
    if any(one.kind == kind and one.parts == given for one in known):
        raise CannotAddAddress(_("This address is kept already."))
    address = Address(
        store=customer.store, customer=customer, kind=kind, source=source, updated_at=now, **given
    )
    _refuse_empty(address, CannotAddAddress)
    if is_main or not known:
        _put_first(address)
    address.save()
    keep_locations(customer.store, [customer.pk], now)
    _tell(events.AddressAdded, address, by)
    return address


@transaction.atomic
def edit_address(*, address: Address, by: Actor, now: datetime, **values: Any) -> Address:
    """Change the given parts only; `is_main=True` puts it before the others."""
    customer = _held(address.customer, CannotEditAddress)
    address = Address.objects.select_related("customer").get(pk=address.pk)
    if values.get("is_main") is False and address.is_main:
        raise CannotEditAddress(_("Make another address the main one instead."))
    own = {name: values[name] for name in ("kind", "is_main") if name in values}
    parts = {name: value for name, value in values.items() if name not in own}
    changed = changes(address, **own, **_cleaned(parts, CannotEditAddress))
    if not changed:
        return address
    _refuse_empty(address, CannotEditAddress)
    if "is_main" in changed:
        _put_first(address)
    address.updated_at = now
    address.save(update_fields=[*changed, "updated_at"])
    keep_locations(customer.store, [customer.pk], now)
    _tell(events.AddressEdited, address, by, changed)
    return address


def make_main_address(*, address: Address, by: Actor, now: datetime) -> Address:
    return edit_address(address=address, by=by, now=now, is_main=True)


@transaction.atomic
def delete_address(*, address: Address, by: Actor, now: datetime) -> None:
    """`restore_address` brings it back for a day. The newest of the others becomes the main one."""
    customer = _held(address.customer, CannotEditAddress)
    address = Address.with_deleted.select_related("customer").get(pk=address.pk)
    if address.deleted_at:
        return
    address.deleted_at, address.was_main, address.is_main = now, address.is_main, False
    address.save(update_fields=["deleted_at", "was_main", "is_main"])
    keep_locations(customer.store, [customer.pk], now)
    _tell(events.AddressDeleted, address, by)


@transaction.atomic
def restore_address(*, address: Address, by: Actor, now: datetime) -> Address:
    """As it was: what was the main one is it again."""
    customer = _held(address.customer, CannotRestoreAddress)
    address = Address.with_deleted.select_related("customer").get(pk=address.pk)
    if not address.deleted_at:
        return address
    if customer.addresses.count() >= MOST_ADDRESSES:
        raise CannotRestoreAddress(_("The customer has too many addresses by now."))
    if address.was_main:
        _put_first(address)
    address.deleted_at = None
    address.save(update_fields=["deleted_at", "is_main"])
    keep_locations(customer.store, [customer.pk], now)
    _tell(events.AddressRestored, address, by)
    return address


def _held(customer: Customer, refused_as: type[DomainError]) -> Customer:
    """Their addresses change one at a time, so that two never make two main ones."""
    customer = Customer.objects.select_for_update(no_key=True).for_table().get(pk=customer.pk)
    if customer.is_erased:
        raise refused_as(_("This customer was erased."))
    return customer


def _cleaned(parts: Mapping[str, str], refused_as: type[DomainError]) -> dict[str, str]:
    if unknown := parts.keys() - set(PARTS):
        raise TypeError(f"Not parts of an address: {unknown}")
    given = {name: " ".join((value or "").split()) for name, value in parts.items()}
    if given.get("country"):
        given["country"] = given["country"].upper()
        if given["country"] not in COUNTRIES:
            raise refused_as(_("Give the country as its two letters, for example PT."))
    return given


def _refuse_empty(address: Address, refused_as: type[DomainError]) -> None:
    if not any(getattr(address, name) for name in WRITTEN):
        raise refused_as(_("Enter at least a street, a town or a country."))


def _put_first(address: Address) -> None:
    """After the others stepped back: only one may be the main one at any time. The caller saves it."""
    Address.objects.filter(customer=address.customer_id, is_main=True).update(is_main=False)
    address.is_main = True


def _tell(event, address: Address, by: Actor, changed: dict | None = None) -> None:
    told = event(
        store_id=address.store_id,
        customer_id=address.customer_id,
        address_id=address.pk,
        subject_label=address.customer.name,
    )
    publish(told, by=by, changes=changed)
