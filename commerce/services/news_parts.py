"""What the news of orders and carts have in common. What is wrong is told to the item; nothing is raised."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commerce.money import CURRENCIES, MOST
from commerce.queries.currencies import Rates
from core.intake import Item
from customers.contacts import normal_email, normal_phone

Row = dict[str, Any]
NOTHING = Decimal(0)


def texts(given: Row, *names: str) -> Row:
    return {name: given.get(name) or "" for name in names}


def with_keys(item: Item, where: str, parts: Iterable[Row]) -> list[Row]:
    """Each part by the shop's id of it, else by its place."""
    found: dict[str, Row] = {}
    for place, part in enumerate(parts):
        key = part.get("id") or f"#{place + 1}"
        if key in found:
            message = _("Another one here has the id %(id)s.") % {"id": key}
            item.fail(f"{where}.{place}.id", message, "duplicate")
        found[key] = {"key": key, "position": place}
    return list(found.values())


def cart_line(part: Row) -> Row:
    title = part.get("title") or part.get("sku") or part.get("product") or ""
    return {
        "product_key": part.get("product") or "",
        "title": title[:200],
        "variant": part.get("variant") or "",
        "quantity": part["quantity"],
        "price": part["price"],
    }


def check_title(item: Item, place: int, line: Row) -> None:
    if not line["title"]:
        message = _("Say what was bought: a title, a SKU or a product.")
        item.fail(f"lines.{place}.title", message, "required")


def currency_and_rate(item: Item, rates: Rates, at: datetime) -> tuple[str, Decimal]:
    """A foreign currency needs a rate: the shop's own with the record, or the store's of that day."""
    given = item.values
    currency = (given.get("currency") or rates.own).upper()
    rate = given.get("rate")
    if currency not in CURRENCIES:
        message = _("%(code)s is not a currency. Send a code like EUR.") % {"code": currency}
        item.fail("currency", message, "unknown_currency")
    elif currency == rates.own:
        if rate not in (None, 1):
            item.fail("rate", _("This is the store's own currency: its rate is 1."), "own_currency")
        return currency, Decimal(1)
    elif rate is None:
        rate = rates.on(currency, at)
        if rate is None:
            item.fail("rate", _no_rate(currency, at.astimezone(rates.zone).date()), "no_rate")
    elif rate <= 0:
        item.fail("rate", _("A rate is above 0."), "min_value")
    return currency, rate or Decimal(1)


def _no_rate(currency: str, day: Any) -> str:
    return _(
        "No rate of %(code)s is known for %(day)s. Add one under Settings, Currencies, from that day or"
        " earlier, or send the rate along."
    ) % {"code": currency, "day": day}


def check_amounts(item: Item, amounts: Row, rate: Decimal) -> None:
    for name, amount in amounts.items():
        if amount < 0:
            item.fail(name, _("An amount of money cannot be negative."), "min_value")
        elif amount >= MOST or amount * rate >= MOST:
            item.fail(name, _("This amount is too large."), "out_of_range")


def contact_told(item: Item) -> Row | None:
    """Whom the shop names. A number or an address that nobody could use is left out, and said so."""
    given = item.values.get("customer") or {}
    told = {name: value for name, value in given.items() if value}
    for name, normal in (("email", normal_email), ("phone", normal_phone)):
        try:
            if name in told:
                told[name] = normal(told[name])
        except ValidationError as fault:
            del told[name]
            item.remark(f"customer.{name}", str(fault.message), "invalid")
    return told or None
