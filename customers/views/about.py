from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.custom import fields_of, values_of
from customers.custom_kinds import shown
from customers.models import Customer
from customers.particulars import next_birthday, social_links


@require_GET
@requires("customers.view")
def about(request: StoreRequest, customer_id) -> HttpResponse:
    """What is known beyond name and contacts, with the store's own fields."""
    customer = get_object_or_404(request.store.customers.with_face(), public_id=customer_id)
    today = timezone.now().astimezone(request.store.zone).date()
    context = {
        "customer": customer,
        "socials": social_links(customer.socials),
        "own": _own(request, customer),
        "there": _clock(customer),
        **_birthday(customer, today),
        "may_edit": request.principal.can("customers.edit") and not customer.is_erased,
    }
    return render(request, "customers/about.html", context)


def _own(request: StoreRequest, customer: Customer) -> list[tuple[str, str]]:
    fields = fields_of(request.store)
    values = values_of(customer, fields)
    currency = request.store.currency
    return [(one.label, shown(one, values[one.key], currency)) for one in fields if one.key in values]


def _birthday(customer: Customer, today: date) -> dict[str, Any]:
    if customer.birthday is None:
        return {}
    coming = next_birthday(customer.birthday, today)
    return {"days_to_birthday": (coming - today).days, "turns": coming.year - customer.birthday.year}


def _clock(customer: Customer) -> str:
    """What time it is where they are: may one call?"""
    if not customer.time_zone:
        return ""
    return date_format(timezone.now().astimezone(ZoneInfo(customer.time_zone)), "H:i")
