"""What other currencies are worth in the store's own, from which day on."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commerce.events import currencies as events
from commerce.models import CurrencyRate
from commerce.money import CURRENCIES
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store

LARGEST = Decimal(10) ** 9
SMALLEST = Decimal("0.00000001")


class CannotAddRate(DomainError):
    code = "cannot_add_rate"


class CannotEditRate(DomainError):
    code = "cannot_edit_rate"


@transaction.atomic
def add_rate(
    *, store: Store, currency: str, rate: Decimal, from_day: date, by: Actor, now: datetime
) -> CurrencyRate:
    currency = currency.strip().upper()
    if currency not in CURRENCIES:
        raise CannotAddRate(_("%(code)s is not a currency.") % {"code": currency})
    if currency == store.currency:
        raise CannotAddRate(_("%(code)s is the store's own currency.") % {"code": currency})
    row = CurrencyRate(store=store, currency=currency, rate=_worth(rate, CannotAddRate), from_day=from_day)
    _save(row, CannotAddRate)
    publish(_told(events.CurrencyRateAdded, row), by=by)
    return row


@transaction.atomic
def edit_rate(
    *, rate: CurrencyRate, worth: Decimal, from_day: date, by: Actor, now: datetime
) -> CurrencyRate:
    """For orders still to come: those that are here keep the rate they came with."""
    rate = CurrencyRate.objects.select_for_update().get(pk=rate.pk)
    changed = changes(rate, rate=_worth(worth, CannotEditRate), from_day=from_day)
    if changed:
        _save(rate, CannotEditRate)
        publish(_told(events.CurrencyRateEdited, rate), by=by, changes=changed)
    return rate


@transaction.atomic
def delete_rate(*, rate: CurrencyRate, by: Actor, now: datetime) -> None:
    rate = CurrencyRate.objects.select_for_update().get(pk=rate.pk)
    publish(_told(events.CurrencyRateDeleted, rate), by=by)
    rate.delete()


def _worth(rate: Decimal, refused_as: type[DomainError]) -> Decimal:
    if not SMALLEST <= rate <= LARGEST:
        raise refused_as(_("The rate must be above 0 and at most 1,000,000,000."))
    return rate.quantize(SMALLEST)


def _save(row: CurrencyRate, refused_as: type[DomainError]) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise refused_as(
            _("There is a rate of %(code)s from this day on.") % {"code": row.currency}
        ) from None


def _told(event: type[events.CurrencyRateEvent], row: CurrencyRate) -> events.CurrencyRateEvent:
    return event(store_id=row.store_id, rate_id=row.pk, subject_label=row.currency)
