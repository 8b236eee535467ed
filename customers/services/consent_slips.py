"""Taking back what was written down by mistake. The ledger keeps both: a slip is a record that corrects."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish_many
from core.exceptions import DomainError
from core.models import Store
from customers.consent_words import what_of
from customers.consenting import Standing
from customers.events import ConsentCorrected
from customers.models import AccountStatus, ConsentRecord, Customer
from customers.services.consent_rows import Standings, all_hold, keep, locked_ledgers, written_by

CORRECTABLE_FOR = timedelta(minutes=30)


class CannotCorrectConsent(DomainError):
    code = "cannot_correct_consent"


@transaction.atomic
def correct_consent(*, record: ConsentRecord, by: Actor, now: datetime) -> None:
    """A slip: whoever wrote it down takes it back, soon. The ledger keeps both."""
    store = record.store
    ledgers = locked_ledgers(store, {record.customer_id})
    before = all_hold(ledgers)
    known = next(one for one in ledgers[record.customer_id] if one.pk == record.pk)
    if known.is_slip:
        raise CannotCorrectConsent(_("This was taken back already."))
    if (known.actor_kind, known.actor_id) != (by.kind, by.id) or now - known.created_at > CORRECTABLE_FOR:
        raise CannotCorrectConsent(
            _("Whoever wrote it down can take it back for half an hour. The person can always change it.")
        )
    _correct([known], by)
    ledgers[record.customer_id].remove(known)
    keep(store, before, all_hold(ledgers))
    _tell([known], by)


@transaction.atomic
def take_back_consents(*, store: Store, keys: Iterable[int], by: Actor, now: datetime) -> set[int]:
    """Many records that should never have been written, whenever that was; says for whom it made a
    difference. Of who was erased or deleted nothing is taken back, nor what was taken back before."""
    gone = set(keys)
    records = ConsentRecord.objects.filter(store=store, pk__in=gone, customer__deleted_at=None)
    records = records.exclude(customer__status=AccountStatus.ERASED)
    ledgers = locked_ledgers(store, set(records.values_list("customer_id", flat=True)))
    before = all_hold(ledgers)
    slips = [one for ledger in ledgers.values() for one in ledger if one.pk in gone and not one.is_slip]
    _correct(slips, by)
    after = all_hold({key: [one for one in said if one.pk not in gone] for key, said in ledgers.items()})
    keep(store, before, after)
    changed = [one for one in slips if _standing(before, one) != _standing(after, one)]
    people = Customer.objects.for_table().in_bulk({one.customer_id for one in changed})
    for one in changed:
        one.customer = people[one.customer_id]
    _tell(changed, by)
    return set(people)


def _standing(standings: Standings, record: ConsentRecord) -> Standing | None:
    return standings[record.customer_id].get(record.key)


def _correct(slips: Sequence[ConsentRecord], by: Actor) -> None:
    rows = [ConsentRecord(**_copied(one), corrects=one, **written_by(by)) for one in slips]
    ConsentRecord.objects.bulk_create(rows, batch_size=2000)


def _copied(record: ConsentRecord) -> dict[str, Any]:
    names = ("store_id", "customer_id", "purpose", "channel", "topic_id", "word", "said_at", "method")
    return {name: getattr(record, name) for name in names}


def _tell(slips: Sequence[ConsentRecord], by: Actor) -> None:
    publish_many(
        (
            ConsentCorrected(
                store_id=one.store_id,
                customer_id=one.customer_id,
                subject_label=one.customer.name,
                what=what_of(one),
            )
            for one in slips
        ),
        by=by,
    )
