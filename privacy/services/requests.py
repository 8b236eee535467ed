"""Requests of people about their data: taking them down, and answering them in time."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store
from customers.models import Customer
from privacy import events
from privacy.models import Channel, PrivacyRequest, RequestState

DAYS_TO_ANSWER = 30  # a month, by Art. 12(3) of the GDPR
LONGEST = timedelta(days=92)  # with the extension it allows


class CannotReceiveRequest(DomainError):
    code = "cannot_receive_request"


class CannotCheckIdentity(DomainError):
    code = "cannot_check_identity"


class CannotMoveDueDate(DomainError):
    code = "cannot_move_due_date"


class CannotRefuseRequest(DomainError):
    code = "cannot_refuse_request"


@transaction.atomic
def receive_request(
    *,
    store: Store,
    customer: Customer,
    kind: str,
    by: Actor,
    now: datetime,
    channel: str = Channel.EMAIL,
    note: str = "",
    received_on: date | None = None,
) -> PrivacyRequest:
    """Take it down on the day it came: the time to answer runs from then on, whoever reads it when."""
    if customer.is_erased:
        raise CannotReceiveRequest(_("This customer was erased; nothing is known of them any more."))
    today = now.astimezone(store.zone).date()
    received = received_on or today
    if received > today:
        raise CannotReceiveRequest(_("It cannot have come after today."))
    if received < today - timedelta(days=365):
        raise CannotReceiveRequest(_("It cannot have come more than a year ago."))
    request = PrivacyRequest(
        store=store,
        customer=customer,
        kind=kind,
        name=customer.name[:200],
        channel=channel,
        note=note.strip(),
        received_on=received,
        due_on=received + timedelta(days=DAYS_TO_ANSWER),
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise CannotReceiveRequest(_("There is an open request of this kind already.")) from None
    request.refresh_from_db()
    tell(events.RequestReceived, request, by)
    return request


@transaction.atomic
def check_identity(*, request: PrivacyRequest, how: str, by: Actor, now: datetime) -> PrivacyRequest:
    """Nobody is told, nor erased, on the word of a stranger."""
    request = held(request)
    if request.state != RequestState.RECEIVED:
        raise CannotCheckIdentity(_("This request is no longer waiting for that."))
    if not how.strip():
        raise CannotCheckIdentity(_("Say how you know that it is them."))
    changed = changes(request, state=RequestState.CHECKED, checked_how=how.strip())
    request.save(update_fields=["state", "checked_how"])
    tell(events.IdentityChecked, request, by, changed)
    return request


@transaction.atomic
def move_due_date(*, request: PrivacyRequest, due_on: date, by: Actor, now: datetime) -> PrivacyRequest:
    request = held(request)
    if not request.is_open:
        raise CannotMoveDueDate(_("This request was answered already."))
    if not request.received_on <= due_on <= request.received_on + LONGEST:
        last = request.received_on + LONGEST
        raise CannotMoveDueDate(
            _("The law allows three months at most: until %(day)s.") % {"day": last.isoformat()}
        )
    changed = changes(request, due_on=due_on)
    if changed:
        request.save(update_fields=["due_on"])
        tell(events.DueDateMoved, request, by, changed)
    return request


@transaction.atomic
def refuse_request(*, request: PrivacyRequest, reason: str, by: Actor, now: datetime) -> PrivacyRequest:
    request = held(request)
    if not request.is_open:
        raise CannotRefuseRequest(_("This request was answered already."))
    if not reason.strip():
        raise CannotRefuseRequest(_("Give the reason: the person has a right to it."))
    changed = changes(request, state=RequestState.REFUSED, refusal=reason.strip())
    request.closed_at, request.closed_by = now, by.label
    request.save(update_fields=["state", "refusal", "closed_at", "closed_by"])
    tell(events.RequestRefused, request, by, changed)
    return request


def held(request: PrivacyRequest) -> PrivacyRequest:
    rows = PrivacyRequest.objects.select_for_update(of=("self",)).select_related("store", "customer")
    return rows.get(pk=request.pk)


def tell(event, request: PrivacyRequest, by: Actor, changed: dict | None = None) -> None:
    told = event(
        store_id=request.store_id,
        request_id=request.pk,
        customer_id=request.customer_id,
        kind=request.kind,
        subject_label=str(request),
    )
    publish(told, by=by, changes=changed)
