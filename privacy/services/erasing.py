"""Erasing somebody, over everything that any model says it holds of them: see core.privacy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.redaction import redact_names
from core.exceptions import DomainError
from core.intake import lock_intake
from core.models import ErasedMark, Upload
from core.privacy import Declaration, Subject, of_persons
from core.privacy import Erasure as Fate
from core.privacy.marks import lift_marks, mark_erased
from core.uploads.services import drop_files
from customers.models import Customer
from privacy.events import CustomerErased, ErasureAnswered, ErasureLifted
from privacy.models import Erasure, PrivacyRequest, RequestKind, RequestState
from privacy.queries import own_contacts, subject_of
from privacy.services.journal import file_after_commit


class CannotErase(DomainError):
    code = "cannot_erase"


class CannotLiftErasure(DomainError):
    code = "cannot_lift_erasure"


@transaction.atomic
def erase_customer(
    *,
    customer: Customer,
    by: Actor,
    now: datetime,
    request: PrivacyRequest | None = None,
    key: UUID | None = None,
) -> Erasure:
    """Final: nothing of it can be undone. Orders stay, without whose they were.

    `key` is the id of the journal's entry when an erasure is done again after a restored backup.
    """
    lock_intake(customer.store)  # what is being taken in may be writing to them
    customer = Customer.with_deleted.select_for_update().select_related("store").get(pk=customer.pk)
    if customer.is_erased:
        raise CannotErase(_("This customer was erased already."))
    if request and request.state != RequestState.CHECKED:
        raise CannotErase(_("Check first that it is them who asks."))
    subject = subject_of(customer)
    mark_erased(store=customer.store, customer_id=customer.pk, contacts=own_contacts(subject), now=now)
    rows = {each.key: count for each in of_persons() if (count := _erase(each, subject))}
    entry = _entered(subject, rows, request=request, by=by, now=now, key=key)
    _close_requests(customer, by=by, now=now)
    told = CustomerErased(
        store_id=customer.store_id,
        customer_id=customer.pk,
        request_id=request.pk if request else None,
        rows=sum(rows.values()),
    )
    publish(told, by=by)
    if request:
        _tell_answered(request, by)
    file_after_commit(entry)
    return entry


def _erase(declared: Declaration, subject: Subject) -> int:
    rows = declared.rows(subject)
    if declared.erasure == Fate.KEEP:
        return 0
    uploads = {key for name in declared.files for key in rows.values_list(name, flat=True) if key}
    count = _written(declared, rows, subject)
    if uploads:
        _drop_uploads(subject, uploads)
    return count


def _written(declared: Declaration, rows: Any, subject: Subject) -> int:
    if declared.rewrite:
        return declared.rewrite(rows, subject)
    if declared.erasure == Fate.BLANK:
        return rows.update(**declared.blank)
    return rows.delete()[1].get(declared.model._meta.label, 0)


def _drop_uploads(subject: Subject, keys: set[int]) -> None:
    uploads = list(Upload.objects.filter(store=subject.store, pk__in=keys))
    redact_names(subject.store, "platform.upload", sorted(keys))
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    transaction.on_commit(lambda: drop_files(uploads), robust=True)


def _entered(
    subject: Subject,
    rows: dict[str, int],
    *,
    request: PrivacyRequest | None,
    by: Actor,
    now: datetime,
    key: UUID | None,
) -> Erasure:
    marks = ErasedMark.objects.filter(store=subject.store, customer_id=subject.customer_id, lifted_at=None)
    merged = Customer.with_deleted.filter(pk__in=subject.merged).values_list("public_id", flat=True)
    entry, _is_new = Erasure.objects.get_or_create(
        store=subject.store,
        customer_key=subject.public_id,
        defaults={
            "merged_keys": list(merged),
            "request": request,
            "erased_at": now,
            "marks": [list(mark) for mark in marks.order_by("pk").values_list("kind", "digest")],
            "rows": rows,
            "by_label": by.label,
            "replayed_at": now if key else None,
            "filed_at": now if key else None,
            **({"public_id": key} if key else {}),
        },
    )
    return entry


def _close_requests(customer: Customer, *, by: Actor, now: datetime) -> None:
    """Whoever is erased has nothing left to be told either."""
    still_open = PrivacyRequest.objects.open().filter(customer=customer)
    still_open.update(state=RequestState.DONE, closed_at=now, closed_by=by.label)


def _tell_answered(request: PrivacyRequest, by: Actor) -> None:
    told = ErasureAnswered(
        store_id=request.store_id,
        request_id=request.pk,
        customer_id=request.customer_id,
        kind=request.kind,
    )
    publish(told, by=by)


@transaction.atomic
def lift_erasure(*, request: PrivacyRequest, by: Actor, now: datetime) -> int:
    """They came back of their own will: their address may be a customer's again, of a new one."""
    if request.kind != RequestKind.ERASURE or not request.customer_id:
        raise CannotLiftErasure(_("Nobody was erased by this request."))
    count = lift_marks(store=request.store, customer_id=request.customer_id, now=now)
    if not count:
        raise CannotLiftErasure(_("They are let in again already."))
    told = ErasureLifted(store_id=request.store_id, request_id=request.pk, customer_id=request.customer_id)
    publish(told, by=by)
    return count
