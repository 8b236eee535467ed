"""Writing down what people agreed to and refused. What holds is always what the ledger comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish_many
from core.exceptions import DomainError
from core.models import Store, check_same_store
from core.outcomes import Outcome
from customers import events
from customers.consent_words import what_of
from customers.consenting import holds, refused_by
from customers.models import ConsentRecord, ConsentTopic, Customer, Method, Purpose, Word
from customers.services.consent_rows import (
    Ledger,
    Standings,
    all_hold,
    counted,
    keep,
    locked_ledgers,
    written_by,
)

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)  # a shop's clock may be a little fast
MOST_RECORDS = 1000  # of one customer


class CannotRecordConsent(DomainError):
    code = "cannot_record_consent"


class OnlyThePerson(CannotRecordConsent):
    code = "only_the_person"


class NeedsWording(CannotRecordConsent):
    code = "needs_wording"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One word to write down, and how it is known."""

    customer: Customer
    word: str
    method: str
    channel: str = ""
    topic: ConsentTopic | None = None
    purpose: str = Purpose.MARKETING
    said_at: datetime | None = None  # now, unless told
    wording: str = ""
    form: str = ""
    ip: str | None = None
    user_agent: str = ""


@transaction.atomic
def record_consents(
    *, store: Store, told: Sequence[Told], by: Actor, now: datetime
) -> Outcome[ConsentRecord]:
    """Many at once, each by itself: a word that may not be written down is refused, the others go on.

    Told twice is told once: the record there is already is given back.
    """
    outcome: Outcome[ConsentRecord] = Outcome()
    ledgers = locked_ledgers(store, {one.customer.pk for one in told})
    before = all_hold(ledgers)
    added: list[ConsentRecord] = []
    for one in told:
        record = _record(store, one, by, now)
        try:
            known = _check(record, one, ledgers[one.customer.pk], now)
        except CannotRecordConsent as refusal:
            outcome.refuse(record, refusal)
            continue
        if known is None:
            ledgers[one.customer.pk].append(record)
            added.append(record)
        outcome.done.append(known or record)
    ConsentRecord.objects.bulk_create(added, batch_size=2000)
    after = all_hold(ledgers)
    keep(store, before, after)
    _tell(added, before, after, by)
    return outcome


def record_consent(*, told: Told, by: Actor, now: datetime) -> ConsentRecord:
    return record_consents(store=told.customer.store, told=[told], by=by, now=now).only()


def _check(record: ConsentRecord, told: Told, ledger: Ledger, now: datetime) -> ConsentRecord | None:
    """Refuses; else the same word where it was written down before."""
    check_same_store(*filter(None, (told.customer, told.topic)))
    _make_sense(record, now)
    if told.customer.is_erased:
        raise CannotRecordConsent(_("This customer was erased."))
    for one in ledger:
        if (one.key, one.word, one.said_at) == (record.key, record.word, record.said_at):
            if one.is_slip:
                raise CannotRecordConsent(_("Exactly this was written down before and taken back as a slip."))
            return one
    if len(ledger) >= MOST_RECORDS:
        raise CannotRecordConsent(_("Too much was written down about this customer already."))
    if record.word == Word.GIVEN and not record.is_by_own_hand:
        _leave_refusals(record, ledger)
    return None


def _make_sense(record: ConsentRecord, now: datetime) -> None:
    if bool(record.channel) is not (record.purpose == Purpose.MARKETING):
        raise CannotRecordConsent(_("News and offers need a channel; the other purposes have none."))
    if record.topic and not record.channel:
        raise CannotRecordConsent(_("A topic belongs to news and offers."))
    if not EARLIEST <= record.said_at <= now + AHEAD:
        raise CannotRecordConsent(_("Say when it was said: not in the future, and not before 1995."))
    if record.word == Word.GIVEN and not record.wording and record.method != Method.IMPORT:
        raise NeedsWording(_("Give the words the person agreed to: without them nothing is proven."))


def _leave_refusals(record: ConsentRecord, ledger: Ledger) -> None:
    earlier = [one for one in counted(ledger) if one.said_at <= record.said_at]
    if refusal := refused_by(holds(earlier), record.key):
        raise OnlyThePerson(
            _("They refused this on %(day)s. Only they can take that back, on their own page.")
            % {"day": date_format(refusal.since, "j M Y")}
        )


def _record(store: Store, told: Told, by: Actor, now: datetime) -> ConsentRecord:
    return ConsentRecord(
        store=store,
        customer=told.customer,
        purpose=told.purpose,
        channel=told.channel,
        topic=told.topic,
        word=Word(told.word),
        said_at=told.said_at or now,
        method=Method(told.method),
        wording=told.wording.strip(),
        form=told.form.strip()[:200],
        ip=told.ip,
        user_agent=told.user_agent[:300],
        **written_by(by),
    )


def _tell(
    added: Sequence[ConsentRecord],
    before: Standings,
    after: Standings,
    by: Actor,
) -> None:
    """Only of words that changed what holds."""
    told = []
    for record in added:
        was, now = before[record.customer_id].get(record.key), after[record.customer_id].get(record.key)
        if now == was or now is None or (now.word, now.since) != (record.word, record.said_at):
            continue
        event = events.ConsentGiven if record.word == Word.GIVEN else events.ConsentWithdrawn
        told.append(
            event(
                store_id=record.store_id,
                customer_id=record.customer_id,
                subject_label=record.customer.name,
                what=what_of(record),
                happened_at=record.said_at,
            )
        )
    publish_many(told, by=by)
