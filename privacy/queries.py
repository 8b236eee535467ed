"""Whose data it is, by everything that rows may name them by, and what is held of them."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import ErasedMark, Store
from core.privacy import Erasure, Subject, declarations, of_persons
from customers.contacts import normal_email, normal_phone
from customers.models import Customer, ExternalId, FormerId, Merge
from privacy.models import PrivacyRequest


def subject_of(customer: Customer) -> Subject:
    """With the records that were made one with it, and every address and number any of them had."""
    merged = _merged(customer)
    ids = [customer.pk, *merged]
    rows = Customer.with_deleted.filter(pk__in=ids).values_list("email", "phone")
    former = FormerId.objects.filter(customer__in=ids).values_list("email", flat=True)
    external = ExternalId.objects.filter(customer__in=ids).values_list("value", flat=True)
    told = list(rows)
    return Subject(
        store=customer.store,
        customer_id=customer.pk,
        public_id=customer.public_id,
        merged=frozenset(merged),
        emails=frozenset({email for email, _phone in told if email} | set(former)) - {""},
        phones=frozenset({phone for _email, phone in told}) - {""},
        external_ids=frozenset(external),
    )


def _merged(customer: Customer) -> set[int]:
    """Down the whole chain: who was merged into it, and into those."""
    found: set[int] = set()
    level = {customer.pk}
    while level:
        merges = Merge.objects.filter(kept__in=level, undone_at=None, gone__isnull=False)
        level = set(merges.values_list("gone", flat=True)) - found - {customer.pk}
        found |= level
    return found


def own_contacts(subject: Subject) -> list[tuple[str, str]]:
    """Their addresses, numbers and ids; a number that another customer has too is not theirs alone."""
    others = Customer.objects.filter(store=subject.store).exclude(pk__in=subject.customer_ids)
    shared = set(others.filter(phone__in=subject.phones).values_list("phone", flat=True))
    return [
        *(("email", email) for email in sorted(subject.emails)),
        *(("phone", phone) for phone in sorted(subject.phones - shared)),
        *(("external_id", value) for value in sorted(subject.external_ids)),
    ]


def customer_called(store: Store, text: str) -> Customer | None:
    """By their whole address, number or external id; a guess would tell on a stranger."""
    text = text.strip()
    known = store.customers.filter(external_ids__value=text).first()
    if known:
        return known
    try:
        email = normal_email(text)
    except ValidationError:
        email = None
    if email:
        return store.customers.filter(email=email).first()
    try:
        phone = normal_phone(text)
    except ValidationError:
        return None
    found = list(store.customers.filter(phone=phone)[:2]) if phone else []
    return found[0] if len(found) == 1 else None


class Held(NamedTuple):
    """What an erasure would do with one kind of record."""

    label: Any
    fate: Any
    tone: str
    because: Any
    records: int


def held_of(subject: Subject) -> list[Held]:
    tones = {Erasure.DELETE: "danger", Erasure.BLANK: "warning", Erasure.KEEP: ""}
    found = ((declared, declared.rows(subject).count()) for declared in of_persons())
    told = [
        Held(each.label, each.erasure.label, tones[each.erasure], each.because, count)
        for each, count in found
        if count
    ]
    order = list(Erasure.labels)
    return sorted(told, key=lambda held: (order.index(held.fate), str(held.label)))


BADGE_LASTS = 60  # seconds; every page of the store shows it


def overdue_count(store: Store) -> int:
    today = timezone.now().astimezone(store.zone).date()
    late = store.privacyrequests.due_by(today - timedelta(days=1))
    return cache.get_or_set(f"privacy-overdue:{store.pk}", late.count, BADGE_LASTS) or 0


class Erased(NamedTuple):
    """What an erasure did, in words: 12 notes deleted, 3 orders made anonymous."""

    entry: Any
    rows: list[tuple[Any, Any, int]]
    may_let_in: bool


def erasure_of(request: PrivacyRequest) -> Erased | None:
    entry = request.erasures.order_by("pk").first()
    if entry is None:
        return None
    declared = declarations()
    rows = [
        (declared[key].label, declared[key].erasure.label, count)
        for key, count in entry.rows.items()
        if key in declared
    ]
    marks = ErasedMark.objects.filter(store=request.store, customer_id=request.customer_id, lifted_at=None)
    return Erased(entry, sorted(rows, key=lambda row: (str(row[1]), str(row[0]))), marks.exists())
