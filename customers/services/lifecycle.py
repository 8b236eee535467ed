"""Telling of customers who went from one stage to another, and adding it all up."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from core.actors import SYSTEM
from core.events import publish_many
from core.models import Store
from customers.events import LifecycleChanged
from customers.models import Customer, LifecycleReport
from customers.queries.lifecycle import measured_lifecycle


def tell_of_stages(store: Store, moved: list[dict[str, Any]]) -> None:
    """`moved` are rows of LifecycleChange. A first stage is no news: a million may be filled at once."""
    if not moved:
        return
    keys = [change["customer_id"] for change in moved]
    people = Customer.with_deleted.only("first_name", "last_name", "email", "phone").in_bulk(keys)
    told = (
        LifecycleChanged(
            store_id=store.pk,
            customer_id=change["customer_id"],
            subject_label=people[change["customer_id"]].name,
            from_stage=change["from_stage"],
            to_stage=change["to_stage"],
            reason=change["reason"],
            happened_at=datetime.fromisoformat(change["happened_at"]),
        )
        for change in moved
    )
    publish_many(told, by=SYSTEM)


def write_lifecycle_report(*, store: Store, now: datetime) -> LifecycleReport:
    """What the lifecycle page shows of a store of many."""
    found = asdict(measured_lifecycle(store=store, now=now))
    report, _made = LifecycleReport.objects.update_or_create(store=store, defaults=found)
    return report
