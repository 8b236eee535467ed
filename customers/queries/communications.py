"""What staff wrote to customers and logged about them, as the communications show it."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from core.events.queries import Place, place_of
from core.models import EventRecord, Store
from customers import events
from customers.communications import Communication, Told, records_of, register, worded
from customers.models import Customer, Email, EmailState, Interaction, InteractionKind

SHOWN = 8
ICONS: dict[str, str] = {
    InteractionKind.CALL: "phone",
    InteractionKind.MEETING: "users",
    InteractionKind.EMAIL: "mail",
    InteractionKind.OTHER: "message-circle",
}
TONES: dict[str, str] = {
    EmailState.WAITING: "info",
    EmailState.SENDING: "info",
    EmailState.FAILED: "danger",
    EmailState.BOUNCED: "danger",
    EmailState.UNSURE: "warning",
}


def communications_of(customer: Customer, *, before: EventRecord | None = None) -> dict[str, Any]:
    """The newest few in words, and where the next begin."""
    place = place_of(before) if before else None
    records = list(_before(records_of(customer), place).newest_first()[: SHOWN + 1])
    return {
        "communications": worded(customer.store, records[:SHOWN]),
        "older_than": records[SHOWN - 1].public_id if len(records) > SHOWN else None,
    }


def _before(records, place: Place | None):
    if place is None:
        return records
    moment, key = place
    earlier = Q(happened_at__lt=moment) | Q(happened_at=moment, pk__lt=key)
    return records.filter(earlier, happened_at__lte=moment)


def interactions_told(store: Store, records: list[EventRecord]) -> dict[UUID, Communication]:
    rows = store.interactions.filter(told_by__in=[record.public_id for record in records])
    return {row.told_by: _of_interaction(row) for row in rows}


def emails_told(store: Store, records: list[EventRecord]) -> dict[UUID, Communication]:
    rows = store.emails.in_bulk([record.subject_id for record in records])
    return {
        record.public_id: _of_email(rows[record.subject_id], record)
        for record in records
        if record.subject_id in rows
    }


def _of_interaction(row: Interaction) -> Communication:
    return Communication(
        public_id=row.told_by,
        happened_at=row.happened_at,
        channel=row.kind,
        channel_label=row.get_kind_display(),
        direction=row.direction,
        title=f"{row.get_kind_display()} · {row.get_outcome_display()}"
        if row.outcome
        else row.get_kind_display(),
        text=row.text,
        outcome=row.outcome,
        minutes=row.minutes,
        by_kind=row.author_kind,
        by_id=row.author_id,
        by=row.author_label,
        icon=ICONS.get(row.kind, "message-circle"),
        links={
            "edit": reverse("customers:edit-interaction", args=[row.public_id]),
            "delete": reverse("customers:delete-interaction", args=[row.public_id]),
        },
    )


def _of_email(row: Email, record: EventRecord) -> Communication:
    return Communication(
        public_id=record.public_id,
        happened_at=record.happened_at,
        channel="email",
        channel_label=InteractionKind.EMAIL.label,
        direction="out",
        title=row.subject,
        subject=row.subject,
        text=row.text,
        state=row.state,
        state_label="" if row.state == EmailState.SENT else row.get_state_display(),
        tone=TONES.get(row.state, ""),
        is_due_now=row.is_under_way and not row.problem,
        by_kind=row.author_kind,
        by_id=row.author_id,
        by=row.author_label,
        icon="mail",
        url=reverse("customers:email", args=[row.public_id]),
    )


def _still_there(customer: Customer) -> Q:
    return Q(public_id__in=customer.interactions.values("told_by"))


register(
    Told(event=events.InteractionLogged, read=interactions_told, among=_still_there),
    Told(event=events.InteractionMoved, read=interactions_told, among=_still_there),
    Told(event=events.EmailWritten, read=emails_told),
)
