"""What the storefront's verbs and pages look up."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from core.models import EventRecord, Store


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
