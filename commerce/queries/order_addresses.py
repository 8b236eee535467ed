"""Where orders were sent, in the words customers' addresses are kept in."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commerce.models import Order
from core.models import Store
from customers.countries import country_code
from customers.envelopes import in_one_line
from customers.models import PARTS, Address, AddressSource, Customer
from customers.suggestions import Suggestion

LOOKED_AT = 20  # of a customer's newest orders
LONGEST = {name: getattr(Address._meta.get_field(name), "max_length", 0) for name in PARTS}


def newest_addresses(store: Store, customer_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Where the newest order of each went to; those of whom no order says it are left out."""
    rows = (
        Order.objects.counted()
        .filter(store=store, customer__in=customer_ids)
        .exclude(shipping_address={})
        .order_by("customer", "-placed_at", "-pk")
        .distinct("customer")
    )
    told = {key: parts_of(sent) for key, sent in rows.values_list("customer_id", "shipping_address")}
    return {key: parts for key, parts in told.items() if _says_where(parts)}


def addresses_of_orders(customer: Customer) -> Iterable[Suggestion]:
    rows = (
        Order.objects.counted()
        .filter(store=customer.store_id, customer=customer)
        .exclude(shipping_address={})
        .order_by("-placed_at", "-pk")[:LOOKED_AT]
    )
    for order in rows.only("public_id", "number", "placed_at", "shipping_address"):
        parts = parts_of(order.shipping_address)
        if _says_where(parts):
            day = date_format(localtime(order.placed_at), "j F Y")
            yield Suggestion(
                key=f"order-{order.public_id}",
                label=in_one_line(parts),
                why=_("Order %(number)s of %(day)s went there") % {"number": order.number, "day": day},
                values={**parts, "source": AddressSource.ORDER},
            )


def parts_of(sent: dict[str, Any]) -> dict[str, str]:
    """An order keeps what the shop sent: a country by any name."""
    parts = {name: " ".join(str(sent.get(name) or "").split())[:most] for name, most in LONGEST.items()}
    return {**parts, "country": country_code(sent.get("country"))}


def _says_where(parts: dict[str, str]) -> bool:
    return bool(parts["line_1"] or parts["city"])
