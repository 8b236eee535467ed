"""What the card of a customer says of how to reach them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from customers.countries import country_name
from customers.custom import fields_of, values_of
from customers.custom_kinds import shown
from customers.models import Channel, Consent, Customer, Email, EmailState, Purpose, Word
from customers.particulars import NETWORKS


@dataclass(frozen=True)
class State:
    """Whether an address is of use: a word and its tone."""

    word: str
    tone: str


def contact_of(customer: Customer, now: datetime) -> dict[str, Any]:
    """Two reads: what they agreed to, and whether their mail came back."""
    said = Consent.objects.filter(
        customer=customer, topic=None, purpose=Purpose.MARKETING, channel__in=[Channel.EMAIL, Channel.SMS]
    )
    words = dict(said.values_list("channel", "word"))
    return {
        "email_state": _came_back(customer) or _state(words.get(Channel.EMAIL)),
        "phone_state": _state(words.get(Channel.SMS)),
        "place": place_of(customer),
        "accounts": accounts_of(customer),
        "own_fields": _own_fields(customer),
        "local_time": timezone.localtime(now, ZoneInfo(customer.time_zone)) if customer.time_zone else None,
    }


def place_of(customer: Customer) -> str:
    parts = (customer.city, customer.region, country_name(customer.country) if customer.country else "")
    return ", ".join(dict.fromkeys(filter(None, parts)))


def accounts_of(customer: Customer) -> list[tuple[str, str, str]]:
    """Where they show themselves: the network, its address of them, their handle."""
    return [
        (NETWORKS[key][0], f"{NETWORKS[key][1]}{handle}", handle)
        for key, handle in customer.socials.items()
        if key in NETWORKS
    ]


def _own_fields(customer: Customer) -> list[tuple[str, str]]:
    """The store's own fields in which this customer has something, as a person reads it."""
    values = values_of(customer)
    return [
        (field.label, shown(field, values[field.key], customer.store.currency))
        for field in fields_of(customer.store)
        if field.key in values
    ]


def _came_back(customer: Customer) -> State | None:
    if not customer.email:
        return None
    bounced = Email.objects.filter(store=customer.store_id, state=EmailState.BOUNCED)
    there = bounced.filter(to_address=customer.email).exists()
    return State(_("Mail came back"), "danger") if there else None


def _state(word: str | None) -> State | None:
    """Nobody asked is no state: it is neither a yes nor a no."""
    if word == Word.GIVEN:
        return State(_("Agreed to news"), "success")
    return State(_("No news, please"), "warning") if word == Word.WITHDRAWN else None
