"""Deleting what a closed store leaves, bit by bit: a store may hold millions of rows."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction

from core import ledgers
from core.events import months
from core.files import private_files
from core.models import Store, Upload

KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000


def erase_closed_stores(*, now: datetime, in_time: Callable[[], bool]) -> int:
    """Go on deleting until all is gone or the time is over; the next run goes on from there."""
    count = 0
    for store in Store.objects.filter(closed_at__lt=now - KEPT_FOR).order_by("closed_at", "pk"):
        for _deleted in _bits(store):
            if not in_time():
                return count
        store.delete()
        count += 1
    return count


def _bits(store: Store) -> Iterator[int]:
    """Files first: without their rows nobody would find them again."""
    while uploads := list(store.uploads.order_by("pk")[:AT_ONCE]):
        for upload in uploads:
            private_files().delete(upload.path)
        yield Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()[0]
    yield from months.erase(store)
    for model in _owned_models():
        while count := _some_of(model, store):
            yield count


def _owned_models() -> list[type[models.Model]]:
    """Every kind of row a store owns; those that hold others fast come after them."""
    owned = [model for model in apps.get_models() if _has_store(model)]
    depth = {model: _depth(model, owned) for model in owned}
    return sorted(owned, key=lambda model: -depth[model])


def _has_store(model: type[models.Model]) -> bool:
    names = {field.name: field for field in model._meta.concrete_fields}
    return "store" in names and names["store"].db_constraint and not model._meta.proxy


def _depth(model: type[models.Model], owned: list, seen: tuple = ()) -> int:
    """How many owned kinds of rows it hangs on."""
    above = {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in owned and field.related_model not in (*seen, model)
    }
    return 1 + max((_depth(other, owned, (*seen, model)) for other in above), default=0)


@transaction.atomic
def _some_of(model: type[models.Model], store: Store) -> int:
    keys = list(model._base_manager.filter(store=store).values_list("pk", flat=True)[:AT_ONCE])
    with ledgers.opened():
        model._base_manager.filter(pk__in=keys).delete()
    return len(keys)
