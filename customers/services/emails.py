"""One mail from one of the staff to one customer: written here, sent by a worker.

What the mail server answered decides: what it surely did not take is tried again or given up, what it
may have taken is left unsure and never sent twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from customers import events
from customers.letters import Fate, Letter, post
from customers.models import AccountStatus, Customer, Email, EmailState

LEASE = timedelta(minutes=2)  # longer than a mail server may take
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
BOUNCE_COUNTS_FOR = timedelta(days=30)
AT_ONCE = 50


class CannotWriteEmail(DomainError):
    code = "cannot_write_email"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose name the customer reads, and where an answer goes."""

    name: str
    reply_to: str


def refusal_to_write(customer: Customer, now: datetime) -> str:
    """Why this customer gets no mail; empty when they may get one."""
    if customer.is_erased:
        return _("This customer was erased; there is nobody to write to.")
    if customer.deleted_at:
        return _("This customer was deleted.")
    if customer.status != AccountStatus.ACTIVE:
        return _("Nothing is sent to a suspended customer.")
    if not customer.email:
        return _("No e-mail address is known. Add one first.")
    came_back = Email.objects.filter(
        store_id=customer.store_id,
        to_address=customer.email,
        state=EmailState.BOUNCED,
        created_at__gt=now - BOUNCE_COUNTS_FOR,
    )
    if came_back.exists():
        return _("Mail to %(address)s came back. Ask for another address.") % {"address": customer.email}
    return ""


@transaction.atomic
def write_email(
    *, customer: Customer, subject: str, text: str, sender: Sender, by: Actor, now: datetime
) -> Email:
    """Due at once; a worker sends it."""
    customer = Customer.with_deleted.for_table().select_for_update().get(pk=customer.pk)
    if reason := refusal_to_write(customer, now):
        raise CannotWriteEmail(reason)
    subject, text = " ".join(subject.split()), text.strip()
    if not (subject and text):
        raise CannotWriteEmail(_("Write a subject and a message."))
    email = Email.objects.create(
        store_id=customer.store_id,
        customer=customer,
        to_address=customer.email or "",  # known: there was no refusal
        subject=subject,
        text=text,
        sender_name=sender.name,
        reply_to=sender.reply_to,
        message_id=make_msgid(domain=urlsplit(settings.PUBLIC_BASE_URL).hostname),
        try_at=now,
        author_kind=by.kind,
        author_id=by.id,
        author_label=by.label,
    )
    publish(_event(events.EmailWritten, email), by=by)
    return email


def send_due_emails(*, now: datetime) -> int:
    """All that are due, one after the other; what a dead worker left behind becomes unsure."""
    _give_up_on_lost(now)
    sent = 0
    while sent < AT_ONCE and (email := _take_next(now)):
        _note_fate(email, _try_to_send(email, now), now)
        sent += 1
    return sent


@transaction.atomic
def _take_next(now: datetime) -> Email | None:
    waiting = Email.objects.filter(state=EmailState.WAITING, try_at__lte=now).order_by("try_at", "pk")
    email = waiting.select_for_update(skip_locked=True).first()
    if email:
        email.state, email.lease_until = EmailState.SENDING, now + LEASE
        email.attempts += 1
        email.save(update_fields=["state", "lease_until", "attempts"])
    return email


def _try_to_send(email: Email, now: datetime) -> Fate:
    """Asked once more: the customer may have been suspended or erased since it was written."""
    customer = Customer.with_deleted.for_table().get(pk=email.customer_id)
    if customer.email != email.to_address:
        return Fate(EmailState.FAILED, _("The customer has another address by now."))
    if reason := refusal_to_write(customer, now):
        return Fate(EmailState.FAILED, reason)
    return post(
        Letter(
            to=email.to_address,
            subject=email.subject,
            text=email.text,
            sender_name=email.sender_name,
            reply_to=email.reply_to,
            message_id=email.message_id,
        )
    )


@transaction.atomic
def _note_fate(email: Email, fate: Fate, now: datetime) -> None:
    held = Email.objects.select_for_update(of=("self",)).select_related("customer")
    email = held.get(pk=email.pk)
    if email.state != EmailState.SENDING:  # erased meanwhile, or given up as lost
        return
    email.lease_until, email.problem = None, fate.problem[:300]
    email.state = fate.state
    if fate.state == EmailState.WAITING and email.attempts > len(WAITS):
        email.state = EmailState.FAILED
    if email.state == EmailState.WAITING:
        email.try_at = now + WAITS[email.attempts - 1]
    if email.state == EmailState.SENT:
        email.sent_at = now
    email.save(update_fields=["state", "problem", "lease_until", "try_at", "sent_at"])
    _tell_fate(email)


@transaction.atomic
def _give_up_on_lost(now: datetime) -> None:
    lost = Email.objects.filter(state=EmailState.SENDING, lease_until__lt=now).order_by("pk")
    for email in lost.select_for_update(skip_locked=True, of=("self",)).select_related("customer"):
        email.state, email.lease_until = EmailState.UNSURE, None
        email.problem = _("The sending was cut off. It may or may not have arrived.")
        email.save(update_fields=["state", "problem", "lease_until"])
        _tell_fate(email)


def _tell_fate(email: Email) -> None:
    author = Actor(kind=email.author_kind, id=email.author_id, label=email.author_label)  # type: ignore[arg-type]
    if email.state == EmailState.SENT:
        publish(_event(events.EmailSent, email), by=author)
    elif not email.is_under_way:
        publish(_event(events.EmailNotSent, email, state=email.state), by=author)


def _event(event, email: Email, **more: str):
    return event(
        store_id=email.store_id,
        customer_id=email.customer_id,
        email_id=email.pk,
        title=email.subject,
        subject_label=email.customer.name,
        **more,
    )
