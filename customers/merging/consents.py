"""The words of both people are one ledger: a refusal by either holds, until the person takes it back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import ledgers
from core.models import Store
from customers.merging.registry import Moved, afterwards, register
from customers.merging.ways import Held
from customers.models import Consent, ConsentRecord
from customers.services.consent_rows import keep_consents


class Ledger:
    key = "customers.consentrecord.customer"
    label = _("Consents")
    late = True

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        going = len(_going(gone, kept))
        return going, ConsentRecord.objects.filter(customer=gone).count() - going

    def take(self, gone: int, kept: int) -> Moved:
        keys = _going(gone, kept)
        _hand_over(keys, kept)
        return Moved(keys)

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        _hand_over(moved.keys, gone)


def _going(gone: int, kept: int) -> list[int]:
    """All but what the kept customer said at the very same moment, and slips about that."""
    said = ConsentRecord.objects.select_related("corrects").order_by("pk")
    known = {_word(one) for one in said.filter(customer=kept, corrects=None)}
    return [one.pk for one in said.filter(customer=gone) if _word(one.corrects or one) not in known]


def _word(record: ConsentRecord) -> tuple[Any, ...]:
    return *record.key, record.word, record.said_at


def _hand_over(keys: list[int], to: int) -> None:
    with ledgers.opened():
        ConsentRecord.objects.filter(pk__in=keys).update(customer=to)


register(Ledger())
register(Held(Consent))


@afterwards
def keep_what_holds(store: Store, customer_ids: Iterable[int], now: datetime) -> None:
    keep_consents(store=store, customer_ids=customer_ids)
