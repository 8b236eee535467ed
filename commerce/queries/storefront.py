"""What the storefront's verbs and pages look up."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from commerce.models import StorefrontKey
from core.models import Store
from core.store_settings import Areas
from customers.models import AccountStatus

_KEY = re.compile(r"[A-Za-z0-9_-]{4,40}")
# The first three are asked for every delivery of a browser: by hand they take a tenth of what the ORM
# needs to write the same.
_PRODUCTS = """
SELECT id, name, external_id, sku FROM commerce_product
WHERE store_id = %s AND (external_id = ANY(%s) OR (sku = ANY(%s) AND sku <> ''))
"""
_RECORDED = "SELECT public_id FROM core_eventrecord WHERE public_id = ANY(%s)"
_KEY_CALLED = """
SELECT key.*, store.public_id AS store_public_id, store.name AS store_name
FROM commerce_storefrontkey key JOIN core_store store ON store.id = key.store_id
WHERE key.key = %s AND key.revoked_at IS NULL AND store.closed_at IS NULL AND NOT EXISTS (
  SELECT FROM core_storesettings areas
  WHERE areas.store_id = store.id AND areas.group = %s AND areas.values -> 'switched_off' @> '"orders"')
"""


def products_called(store: Store, refs: Collection[str]) -> dict[str, tuple[int, str]]:
    """Key and name of the products the shop calls so: by external id, else by SKU."""
    if not refs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PRODUCTS, [store.pk, list(refs), list(refs)])
        rows = cursor.fetchall()
    found = {sku: (pk, name) for pk, name, _external_id, sku in rows if sku}
    return found | {external_id: (pk, name) for pk, name, external_id, _sku in rows}


def already_recorded(ids: Collection[UUID], *, since: datetime | None = None) -> set[UUID]:
    """Which of these events the log has. `since` spares it the older months."""
    if not ids:
        return set()
    with connection.cursor() as cursor:
        if since:
            cursor.execute(f"{_RECORDED} AND happened_at >= %s", [list(ids), since])
        else:
            cursor.execute(_RECORDED, [list(ids)])
        return {public_id for (public_id,) in cursor.fetchall()}


def key_called(name: str) -> StorefrontKey | None:
    """The key the shop's pages show, if it is in use, with its store."""
    if not _KEY.fullmatch(name):
        return None
    for key in StorefrontKey.objects.raw(_KEY_CALLED, [name, Areas.key]):
        named = vars(key)
        key.store = Store(pk=key.store_id, public_id=named["store_public_id"], name=named["store_name"])
        return key
    return None


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
