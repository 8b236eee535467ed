"""How the rows of this app follow a merged customer."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.events import log
from core.models import Store
from customers.merging.registry import Moved, afterwards, register
from customers.merging.ways import moves, put_back, stays, take_out
from customers.models import (
    Customer,
    CustomerMetrics,
    CustomerTag,
    CustomValue,
    DetailNews,
    DuplicatePair,
    ExternalId,
    FormerId,
    LifecycleChange,
    Merge,
    Note,
    TagKind,
)
from customers.services.rule_tags import retag

_FIGURES = CustomerMetrics._meta.db_table
_NAMES = ", ".join(field.column for field in CustomerMetrics._meta.concrete_fields)
_READ = f"SELECT to_jsonb(row) FROM {_FIGURES} row WHERE customer_id = %s"  # noqa: S608 (constants)
_WRITE = f"""UPDATE {_FIGURES} SET ({_NAMES}) = (SELECT {_NAMES}
FROM jsonb_populate_record((SELECT row FROM {_FIGURES} row WHERE customer_id = %(customer)s), %(values)s))
WHERE customer_id = %(customer)s"""  # noqa: S608 (constants)
# What is told to the row; all the rest is worked out. The newest and the oldest win.
_JOIN = f"""UPDATE {_FIGURES} kept SET
  last_seen_at = greatest(kept.last_seen_at, gone.last_seen_at),
  last_viewed_at = greatest(kept.last_viewed_at, gone.last_viewed_at),
  last_carted_at = greatest(kept.last_carted_at, gone.last_carted_at),
  visits_90d = kept.visits_90d + gone.visits_90d,
  known_since = least(kept.known_since, gone.known_since),
  considered_since = least(kept.considered_since, gone.considered_since),
  advocate_since = least(kept.advocate_since, gone.advocate_since),
  has_vip_tier = kept.has_vip_tier OR gone.has_vip_tier
FROM jsonb_populate_record(NULL::{_FIGURES}, %(gone)s) gone
WHERE kept.customer_id = %(kept)s"""  # noqa: S608 (constants)


class Figures:
    """Two rows of figures become one. What follows from orders is worked out by who knows of orders."""

    key = "customers.customermetrics.customer"
    label: str | Promise = ""
    late = False

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        return 0, 0

    def take(self, gone: int, kept: int) -> Moved:
        before, rows = _read(kept), take_out(_FIGURES, "customer_id", gone)
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(_JOIN, {"kept": kept, "gone": json.dumps(rows[0])})
        return Moved(held={"rows": rows, "before": before, "after": _read(kept)})

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        """What the kept one was told since the merge stays."""
        take_out(_FIGURES, "customer_id", gone)
        put_back(_FIGURES, moved.held["rows"])
        before, after, now = moved.held["before"], moved.held["after"], _read(kept)
        told = {name: before[name] for name in TOLD if now.get(name) == after.get(name)}
        told["visits_90d"] = max(now["visits_90d"] - (after["visits_90d"] - before["visits_90d"]), 0)
        _write(kept, now | before | {name: now[name] for name in TOLD} | told)


TOLD = (
    *("last_seen_at", "last_viewed_at", "last_carted_at", "known_since"),
    *("considered_since", "advocate_since", "has_vip_tier", "updated_at"),
)


def _read(customer_id: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [customer_id])
        found = cursor.fetchone()
    return json.loads(found[0]) if found else {}


def _write(customer_id: int, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, {"customer": customer_id, "values": json.dumps(values)})


class Timeline:
    """What happened to the one who goes stands on the timeline of the other."""

    key = "core.eventrecord.customer_id"
    label: str | Promise = _("What happened")
    late = True

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        return _store_of(gone).events.filter(customer_id=gone).count(), 0

    def take(self, gone: int, kept: int) -> Moved:
        return Moved(log.hand_over(store_id=_store_of(gone).pk, of=gone, to=kept))

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        log.hand_over(store_id=_store_of(gone).pk, of=kept, to=gone, keys=moved.keys)


def _store_of(customer_id: int) -> Store:
    return Customer.with_deleted.select_related("store").only("store").get(pk=customer_id).store


register(Timeline())
register(Figures())
moves(ExternalId, label=_("External ids"))
moves(CustomValue, label=_("Custom fields"), one_lot_per="field")
moves(Note, label=_("Notes"))
moves(CustomerTag, label=_("Tags"), only=Q(tag__kind=TagKind.MANUAL))
moves(FormerId)
stays(DetailNews, because="the kept customer's details have their own news")
stays(LifecycleChange, because="it tells of the figures of the one it was written for")
for end in ("kept", "gone"):
    stays(Merge, end, because="a merge says who went into whom")
for end in ("first", "second"):
    stays(DuplicatePair, end, because="it is out of sight with either of the two, and found anew")


@afterwards
def keep_automatic_tags(store: Store, customer_ids: Iterable[int], now: datetime) -> None:
    retag(store, list(customer_ids))
