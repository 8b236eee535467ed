"""The journal of erasures, outside the database: a restored backup brings people back, and this erases
them again.

One small file an erasure in the private files, `privacy/erasures/<store>/<entry>.json`: random ids and
keyed hashes, nobody's name. Files are only ever added. It must not be restored with the backup.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from core.files import private_files
from core.models import Store
from core.privacy.marks import mark_digests
from customers.models import Customer
from privacy.models import Erasure

FOLDER = "privacy/erasures"


def file_after_commit(entry: Erasure) -> None:
    """At once; should the file store be away, the sweeper files it later."""
    if entry.filed_at is None:
        transaction.on_commit(lambda: _file(Erasure.objects.get(pk=entry.pk)), robust=True)


def file_entries(*, limit: int = 1000) -> int:
    """What is not in the journal yet."""
    waiting = list(Erasure.objects.filter(filed_at=None).order_by("pk")[:limit])
    for entry in waiting:
        _file(entry)
    return len(waiting)


def _file(entry: Erasure) -> None:
    told = {
        "entry": str(entry.public_id),
        "store": str(entry.store.public_id),
        "customers": [str(key) for key in (entry.customer_key, *entry.merged_keys)],
        "erased_at": entry.erased_at.isoformat(),
        "marks": entry.marks,
    }
    path = f"{FOLDER}/{told['store']}/{told['entry']}.json"
    if not private_files().exists(path):
        private_files().save(path, ContentFile(json.dumps(told).encode()))
    Erasure.objects.filter(pk=entry.pk, filed_at=None).update(filed_at=timezone.now())


def entries() -> Iterator[dict[str, Any]]:
    for store in _listed(FOLDER)[0]:
        for name in sorted(_listed(f"{FOLDER}/{store}")[1]):
            with private_files().open(f"{FOLDER}/{store}/{name}") as file:
                yield json.loads(file.read())


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return private_files().listdir(folder)
    except FileNotFoundError:
        return [], []


def still_there(told: dict[str, Any]) -> list[Customer]:
    """Whom a backup brought back."""
    rows = Customer.with_deleted.filter(store__public_id=told["store"], public_id__in=told["customers"])
    return [row for row in rows.select_related("store").order_by("pk") if not row.is_erased]


def mark_again(told: dict[str, Any]) -> None:
    """So that they stay unknown, even where their row was never in the backup."""
    store = Store.objects.filter(public_id=told["store"]).first()
    if store:
        customer = Customer.with_deleted.filter(store=store, public_id=told["customers"][0]).first()
        mark_digests(
            store=store,
            customer_id=customer.pk if customer else None,
            digests=[(kind, digest) for kind, digest in told["marks"]],
            erased_at=datetime.fromisoformat(told["erased_at"]),
        )
