"""Who looked at a customer's page, and who changed what there."""

from typing import Any

from core.activity import entries
from core.events import event_names
from core.events.queries import history
from customers.events import LifecycleChanged
from customers.models import Customer

SHOWN = 8
SUBJECT = "customers.customer"


def activity_of(customer: Customer) -> dict[str, Any]:
    """The newest; what follows from the figures alone nobody did."""
    names = [name for name in event_names() if name != LifecycleChanged.name]
    records = history(customer.store, SUBJECT, customer.pk, names=names, limit=SHOWN + 1)
    return {"activity": entries(records[:SHOWN], with_changes=True), "has_more": len(records) > SHOWN}
