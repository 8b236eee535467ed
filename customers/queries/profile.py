"""What a customer's page shows."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.activity import entries
from core.events import names_on_timelines
from core.events.queries import place_of, timeline
from core.models import EventRecord, Store
from customers.lifecycle import REASONS
from customers.models import Customer, DetailNews, Note

MOMENTS = 20
STAGES = 12


def notes_of(customer: Customer) -> QuerySet[Note]:
    """Pinned ones first, then the newest."""
    return customer.notes.order_by("-pinned", "-created_at", "-pk")


def wanted_email_of(customer: Customer) -> str:
    """Their address by the shop's word, while another customer has it."""
    told = DetailNews.objects.filter(pk=customer.pk).values_list("wanted_email", flat=True)
    return told.first() or ""


def timeline_of(customer: Customer, before: EventRecord | None = None) -> dict[str, Any]:
    """What happened to a customer, in words, newest first; who looked at them is in the activity log."""
    place = place_of(before) if before else None
    records = timeline(
        customer.store, customer.pk, before=place, names=names_on_timelines(), limit=MOMENTS + 1
    )
    older = records[MOMENTS - 1].public_id if len(records) > MOMENTS else None
    return {"timeline": entries(records[:MOMENTS], with_changes=True), "older_than": older}


def event_of(store: Store, text: str) -> EventRecord | None:
    try:
        return store.events.filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def stages_of(customer: Customer) -> list[dict[str, Any]]:
    """The lifecycle as it went, newest first: each stage, since when, and why."""
    changes = customer.lifecycle_changes.order_by("-happened_at", "-pk")[:STAGES]
    return [
        {
            "label": change.get_to_stage_display(),
            "at": change.happened_at,
            "why": REASONS.get(change.reason, ""),
        }
        for change in changes
    ]
