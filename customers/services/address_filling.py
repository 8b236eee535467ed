"""Addresses that come by themselves, for customers of whom none is known yet."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.actors import Actor
from core.events import publish_many
from core.models import Store
from customers.events import AddressAdded
from customers.models import AccountStatus, Address, AddressKind, Customer
from customers.services.locations import keep_locations


@transaction.atomic
def fill_addresses(
    *,
    store: Store,
    given: Mapping[int, Mapping[str, str]],
    source: str,
    by: Actor,
    now: datetime,
) -> int:
    """`given` has the parts of one address by the customer's key; says how many were new.

    Whoever has an address, or had one that staff deleted, is left alone.
    """
    rows = Customer.objects.filter(store=store, pk__in=given).exclude(status=AccountStatus.ERASED)
    locked = {row.pk: row for row in rows.for_table().select_for_update(no_key=True).order_by("pk")}
    having = Address.with_deleted.filter(customer__in=locked).values_list("customer_id", flat=True)
    lacking = sorted(locked.keys() - set(having))
    added = Address.objects.bulk_create(
        Address(
            store=store,
            customer_id=key,
            kind=AddressKind.SHIPPING,
            is_main=True,
            source=source,
            updated_at=now,
            **given[key],
        )
        for key in lacking
    )
    if added:
        keep_locations(store, lacking, now)
    publish_many(
        (
            AddressAdded(
                store_id=store.pk,
                customer_id=address.customer_id,
                address_id=address.pk,
                subject_label=locked[address.customer_id].name,
            )
            for address in added
        ),
        by=by,
    )
    return len(added)
