"""Taking back what one stretch of an import did, where nothing has happened since."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from core.actors import Actor, ActorKind
from core.events import publish_selected
from core.models import Store
from customers.events import CustomerDeleted, CustomerUntagged
from customers.importing.adding import LABEL
from customers.models import ImportPart, Tag


class Undone(NamedTuple):
    deleted: int
    put_back: int
    left_alone: list[str]  # the names of those


# Whatever anybody but the clock did with them since: an order, a note, an edit, a tag.
_TOUCHED = f"""
EXISTS (SELECT 1 FROM core_eventrecord e WHERE e.store_id = %(store)s AND e.customer_id = c.id
  AND e.happened_at > %(written_at)s AND e.actor_kind <> '{ActorKind.SYSTEM}'
  AND e.name <> 'customers.profile_viewed')
"""  # noqa: S608 (constants)
_LOCK_ADDED = """
SELECT id FROM customers_customer WHERE id = ANY(%(added)s) AND deleted_at IS NULL AND status <> 'erased'
ORDER BY id FOR UPDATE
"""
_DELETE = f"""
UPDATE customers_customer c SET deleted_at = %(now)s WHERE c.id = ANY(%(there)s) AND NOT {_TOUCHED}
RETURNING c.id
"""  # noqa: S608 (constants)
_NAMES = f"SELECT {LABEL} FROM customers_customer c WHERE c.id = ANY(%(keys)s) ORDER BY c.id"  # noqa: S608
_TELL = f"""
SELECT c.id AS customer_id, {LABEL} AS subject_label, '{{}}'::jsonb AS changes
FROM customers_customer c WHERE c.id = ANY(%(keys)s) ORDER BY c.id
"""  # noqa: S608 (constants)
_UNTAG = """
DELETE FROM customers_customertag WHERE tag_id = %(tag)s AND customer_id = ANY(%(keys)s)
RETURNING customer_id
"""


def undo_added(part: ImportPart, store: Store, by: Actor, now: datetime) -> Undone:
    """Those it added are deleted, unless anything has happened to them since."""
    given: dict[str, Any] = {
        "store": store.pk,
        "written_at": part.written_at,
        "now": now,
        "added": part.added,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_ADDED, given)
        there = [key for (key,) in cursor.fetchall()]
        cursor.execute(_DELETE, {**given, "there": there})
        deleted = [key for (key,) in cursor.fetchall()]
        kept = sorted(set(there) - set(deleted))
        cursor.execute(_NAMES, {"keys": kept})
        names = [name for (name,) in cursor.fetchall()]
    if deleted:
        event = CustomerDeleted(store_id=store.pk, customer_id=0)
        publish_selected(event, _TELL, {"keys": deleted}, by=by, happened_at=now)
    return Undone(len(deleted), 0, names)


def undo_tags(part: ImportPart, store: Store, by: Actor, now: datetime) -> None:
    """The tags of the batch are taken from whom it gave them to and who is still there."""
    for tag in Tag.objects.filter(store=store, pk__in=[int(key) for key in part.tagged]):
        with connection.cursor() as cursor:
            cursor.execute(_UNTAG, {"tag": tag.pk, "keys": part.tagged[str(tag.pk)]})
            keys = [key for (key,) in cursor.fetchall()]
        if keys:
            event = CustomerUntagged(store_id=store.pk, customer_id=0, tag_id=tag.pk, tag=tag.name)
            publish_selected(event, _TELL, {"keys": keys}, by=by, happened_at=now)
