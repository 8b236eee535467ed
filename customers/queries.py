"""Figures about a store's customers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from core.activity import entries
from core.counting import capped_count
from core.events import names_on_timelines
from core.events.queries import place_of, timeline
from core.models import EventRecord, Store
from core.shell import Hit
from customers.lifecycle import REASONS
from customers.models import AccountStatus, Customer, CustomerQuerySet, DetailNews, Note, Tag
from customers.search import MAX_TERM, condition

NEW_FOR = timedelta(days=30)
MOMENTS = 20
STAGES = 12


@dataclass(frozen=True)
class CustomerFigures:
    customers: int
    active: int
    suspended: int
    new_last_30_days: int
    new_30_days_before: int
    with_email: int
    with_phone: int


def customer_figures(*, store: Store, now: datetime) -> CustomerFigures:
    lately, before = now - NEW_FOR, now - 2 * NEW_FOR
    counted = store.customers.exclude(status=AccountStatus.ERASED).aggregate(
        customers=Count("pk"),
        active=Count("pk", Q(status=AccountStatus.ACTIVE)),
        suspended=Count("pk", Q(status=AccountStatus.SUSPENDED)),
        new_last_30_days=Count("pk", Q(created_at__gt=lately)),
        new_30_days_before=Count("pk", Q(created_at__gt=before, created_at__lte=lately)),
        with_email=Count("email"),
        with_phone=Count("pk", ~Q(phone="")),
    )
    return CustomerFigures(**counted)


@dataclass(frozen=True)
class Growth:
    total: int
    is_exact: bool
    new_this_week: int
    new_last_week: int
    by_day: list[int]  # the last 14 days, oldest first
    week_began: date


def customer_growth(*, store: Store, now: datetime) -> Growth:
    """For the home page: only the fortnight is read row by row."""
    total = capped_count(store.customers.all())
    days = _added_by_day(store, now)
    week_began = now.astimezone(store.zone).date() - timedelta(days=6)
    return Growth(total.number, total.is_exact, sum(days[7:]), sum(days[:7]), days, week_began)


def _added_by_day(store: Store, now: datetime) -> list[int]:
    today = now.astimezone(store.zone).date()
    first = today - timedelta(days=13)
    start = datetime.combine(first, time.min, store.zone)
    day = TruncDate("created_at", tzinfo=store.zone)
    counted = store.customers.filter(created_at__gte=start).annotate(day=day).values("day")
    by_day = dict(counted.annotate(n=Count("pk")).order_by().values_list("day", "n"))
    return [by_day.get(first + timedelta(days=i), 0) for i in range(14)]


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


def searched(store: Store, customers: CustomerQuerySet, term: str) -> CustomerQuerySet:
    """By the beginning of a name, an address or a number, or by the whole of an external id.

    The id is looked up beforehand: beside the other condition it would cost the indexes of both.
    """
    named = store.externalids.filter(value=term.strip()[:MAX_TERM])
    keys = list(named.values_list("customer_id", flat=True))
    if not keys:
        return customers.matching(term)
    called = Q(pk__in=keys)
    return customers.filter((condition(term) or called) | called)


def found_in_palette(store: Store, term: str, limit: int) -> list[Hit]:
    found = searched(store, store.customers.for_table(), term).order_by("sort_name", "pk")[:limit]
    return [
        Hit(c.name, c.email or c.phone, reverse("customers:profile", args=[c.public_id]), "user")
        for c in found
    ]


def tags_of(customer: Customer) -> QuerySet[Tag]:
    """Those given by hand first, then those that follow from the figures."""
    return customer.store.tags.filter(tagged__customer=customer).order_by("-kind", "name", "pk")


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
