"""Requests of people who want their data or to be erased: one late, two waiting, some answered."""

from datetime import timedelta

from core.demo import Demo, seeds
from privacy.models import Channel, PrivacyRequest, RequestKind, RequestState

# Days ago, what, by which way, how far, and what they said.
ASKED = (
    (
        33,
        RequestKind.ACCESS,
        Channel.LETTER,
        RequestState.RECEIVED,
        "Wants a copy of everything by post.",
    ),
    (12, RequestKind.ACCESS, Channel.EMAIL, RequestState.CHECKED, "What do you know about me?"),
    (3, RequestKind.ERASURE, Channel.EMAIL, RequestState.RECEIVED, "Moved abroad, wants to be forgotten."),
    (
        58,
        RequestKind.ACCESS,
        Channel.PHONE,
        RequestState.DONE,
        "Needed all orders for her tax return.",
    ),
    (96, RequestKind.ERASURE, Channel.EMAIL, RequestState.REFUSED, ""),
)


@seeds(order=95)
def requests(demo: Demo) -> str:
    """Nobody of the demo shop is erased: its figures are told elsewhere."""
    people = list(demo.store.customers.filter(email__isnull=False).order_by("pk")[: 40 * len(ASKED) : 40])
    rows = [_row(demo, customer, *asked) for customer, asked in zip(people, ASKED, strict=False)]
    PrivacyRequest.objects.bulk_create(rows)
    return f"{len(rows)} privacy requests"


def _row(demo: Demo, customer, days: int, kind: str, channel: str, state: str, note: str) -> PrivacyRequest:
    came, by = demo.now - timedelta(days=days), demo.staff[0].label
    is_closed = state in (RequestState.DONE, RequestState.REFUSED)
    return PrivacyRequest(
        store=demo.store,
        customer=customer,
        kind=kind,
        state=state,
        name=customer.name,
        channel=channel,
        note=note,
        received_on=came.date(),
        due_on=(came + timedelta(days=30)).date(),
        checked_how="Wrote from the address we know." if state == RequestState.CHECKED else "",
        refusal="Could not show that it was them; asked twice." if state == RequestState.REFUSED else "",
        closed_at=came + timedelta(days=9) if is_closed else None,
        closed_by=by if is_closed else "",
    )
