"""What a customer likes or fits into."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from customers.events import relations as events
from customers.models import Customer, Preference

MOST_PREFERENCES = 50


class CannotAddPreference(DomainError):
    code = "cannot_add_preference"


@transaction.atomic
def add_preference(*, customer: Customer, kind: str, value: str, by: Actor, now: datetime) -> Preference:
    customer = Customer.objects.select_for_update(no_key=True).for_table().get(pk=customer.pk)
    if customer.is_erased:
        raise CannotAddPreference(_("This customer was erased."))
    value = " ".join(value.split())
    if not value:
        raise CannotAddPreference(_("Say what it is."))
    if customer.preferences.filter(kind=kind, key=value.lower()).exists():
        raise CannotAddPreference(_("This is known already."))
    if customer.preferences.count() >= MOST_PREFERENCES:
        most = {"n": MOST_PREFERENCES}
        raise CannotAddPreference(_("A customer has at most %(n)d preferences.") % most)
    row = Preference.objects.create(store=customer.store, customer=customer, kind=kind, value=value)
    _tell(events.PreferenceAdded, row, by)
    return row


@transaction.atomic
def remove_preference(*, preference: Preference, by: Actor, now: datetime) -> None:
    rows = Preference.objects.select_related("customer").filter(pk=preference.pk)
    for row in rows.select_for_update(of=("self",)):
        _tell(events.PreferenceRemoved, row, by)
        row.delete()


def _tell(event, row: Preference, by: Actor) -> None:
    told = event(
        store_id=row.store_id,
        customer_id=row.customer_id,
        kind=row.kind,
        value=row.value,
        subject_label=row.customer.name,
    )
    publish(told, by=by)
