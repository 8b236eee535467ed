"""What a customer's page shows."""

from typing import Any

from django.db.models import QuerySet

from customers.lifecycle import REASONS
from customers.models import Customer, DetailNews, Note

STAGES = 12


def notes_of(customer: Customer) -> QuerySet[Note]:
    """Pinned ones first, then the newest."""
    return customer.notes.order_by("-pinned", "-created_at", "-pk")


def wanted_email_of(customer: Customer) -> str:
    """Their address by the shop's word, while another customer has it."""
    told = DetailNews.objects.filter(pk=customer.pk).values_list("wanted_email", flat=True)
    return told.first() or ""


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
