"""Who looked at a customer's page, and who changed what there."""

from typing import Any

from core.activity import entries
from core.events import event_names
from core.events.queries import history
from core.models import EventRecord
from customers.events import LifecycleChanged, ProfileViewed
from customers.models import Customer

SHOWN, READ = 8, 40
SUBJECT = "customers.customer"


def activity_of(customer: Customer) -> dict[str, Any]:
    """The newest; what follows from the figures alone nobody did."""
    names = [name for name in event_names() if name != LifecycleChanged.name]
    records = _looked_once(history(customer.store, SUBJECT, customer.pk, names=names, limit=READ))
    return {"activity": entries(records[:SHOWN], with_changes=True)}


def _looked_once(records: list[EventRecord]) -> list[EventRecord]:
    """Of somebody's looks in a row the newest says it all; the activity log has every one."""
    kept: list[EventRecord] = []
    for record in records:
        again = kept and _looker(record) is not None and _looker(kept[-1]) == _looker(record)
        if not again:
            kept.append(record)
    return kept


def _looker(record: EventRecord) -> tuple[str, int | None] | None:
    return (record.actor_kind, record.actor_id) if record.name == ProfileViewed.name else None
