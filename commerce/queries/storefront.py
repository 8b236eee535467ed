"""What the storefront's verbs and pages look up."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from commerce.models import StorefrontKey
from core.models import EventRecord, Store
from customers.models import AccountStatus

_KEY = re.compile(r"[A-Za-z0-9_-]{4,40}")


def products_called(store: Store, refs: Collection[str]) -> dict[str, tuple[int, str]]:
    """Key and name of the products the shop calls so: by external id, else by SKU."""
    if not refs:
        return {}
    rows = store.products.filter(Q(external_id__in=refs) | Q(sku__in=refs)).values_list(
        "pk", "name", "external_id", "sku"
    )
    found = {sku: (pk, name) for pk, name, _external_id, sku in rows if sku}
    return found | {external_id: (pk, name) for pk, name, external_id, _sku in rows}


def already_recorded(ids: Collection[UUID], *, since: datetime | None = None) -> set[UUID]:
    """Which of these events the log has. `since` spares it the older months."""
    if not ids:
        return set()
    records = EventRecord.objects.filter(public_id__in=ids)
    if since:
        records = records.filter(happened_at__gte=since)
    return set(records.values_list("public_id", flat=True))


def key_called(name: str) -> StorefrontKey | None:
    """The key the shop's pages show, if it is in use."""
    if not _KEY.fullmatch(name):
        return None
    found = StorefrontKey.objects.select_related("store").filter(key=name, revoked_at=None).first()
    return found if found and not found.store.closed_at else None


def customer_known_as(store: Store, *, external_id: str, email: str) -> int | None:
    """By what the shop calls them, else by e-mail address."""
    if external_id:
        owned = store.externalids.filter(value=external_id, customer__deleted_at=None)
        if found := owned.values_list("customer_id", flat=True).first():
            return found
    if email:
        return store.customers.filter(email=email.lower()).values_list("pk", flat=True).first()
    return None


def still_customers(store: Store, keys: Collection[int]) -> set[int]:
    """Which of these are neither deleted nor erased."""
    there = store.customers.filter(pk__in=keys).exclude(status=AccountStatus.ERASED)
    return set(there.values_list("pk", flat=True))
