"""A delivered order in the form it is kept in, or what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from commerce.digest import digest_of
from commerce.models import OrderStatus
from commerce.models.orders import RANK, TIMES
from commerce.queries.currencies import Rates
from commerce.services.news_parts import (
    NOTHING,
    Row,
    cart_line,
    check_amounts,
    check_title,
    contact_told,
    currency_and_rate,
    texts,
    with_keys,
)
from commerce.services.order_refunds_told import refunds_told
from core.intake import Item

STATUS_OF = {
    "cancelled_at": OrderStatus.CANCELLED,
    "delivered_at": OrderStatus.DELIVERED,
    "shipped_at": OrderStatus.SHIPPED,
    "fulfilled_at": OrderStatus.FULFILLED,
    "paid_at": OrderStatus.PAID,
}
OWN_TIME = {status: name for name, status in STATUS_OF.items()}
PAID_BY = RANK[OrderStatus.PAID]
AMOUNTS = ("merchandise", "discount", "shipping", "tax", "total")
TEXTS = ("channel", "device", "utm_source", "utm_medium", "utm_campaign", "note")


@dataclass(slots=True, kw_only=True, eq=False)
class OrderNews:
    item: Item
    external_id: str
    row: Row  # by column
    lines: list[Row]
    payments: list[Row]
    shipments: list[Row]
    refunds: list[Row]
    contact: Row | None
    version: tuple[datetime, int, str]


def order_news(item: Item, *, rates: Rates) -> OrderNews | None:
    """None when something is wrong; the item then says what."""
    given, external_id = item.values, item.external_id or ""
    lines = _lines(item)
    currency, rate = currency_and_rate(item, rates, given["placed_at"])
    amounts = _amounts(given, lines)
    check_amounts(item, amounts, rate)
    parts = {"payments": _payments(item), "shipments": _shipments(item)}
    refunds = refunds_told(item, lines, amounts["total"])
    if item.has_failed:
        return None
    news_at = given.get("updated_at") or max(_moments(given, refunds, *parts.values()))
    status, times = _status_and_times(given, amounts["total"], news_at, **parts)
    row = {
        "number": given.get("number") or external_id[:60],
        "status": status,
        "is_test": given["is_test"],
        "currency": currency,
        **amounts,
        "coupon_codes": given.get("coupon_codes") or [],
        **texts(given, *TEXTS),
        "shipping_address": _address(given.get("shipping_address")),
        "billing_address": _address(given.get("billing_address")),
        "cart_external_id": given.get("cart_id") or "",
        "visitor_key": given.get("visitor_id") or "",
        **times,
    }
    told = {**row, **parts, "lines": lines, "refunds": refunds, "rate": given.get("rate")}
    contact = contact_told(item)
    version = (news_at, RANK[OrderStatus(status)], digest_of({**told, "customer": contact}))
    return OrderNews(
        item=item,
        external_id=external_id,
        row={**row, "rate": rate},
        lines=lines,
        refunds=[{**refund, "refunded_at": refund["refunded_at"] or news_at} for refund in refunds],
        contact=contact,
        version=version,
        **parts,
    )


def _lines(item: Item) -> list[Row]:
    parts = item.values["lines"]
    lines = [
        {
            **keyed,
            **cart_line(part),
            "sku": part.get("sku") or "",
            "discount": part.get("discount") or NOTHING,
        }
        for keyed, part in zip(with_keys(item, "lines", parts), parts, strict=False)
    ]
    for place, line in enumerate(lines):
        check_title(item, place, line)
        cost = line["price"] * line["quantity"]
        check_amounts(item, {f"lines.{place}.price": cost}, Decimal(1))
        if line["discount"] > cost:
            message = _("The discount is larger than what the line costs.")
            item.fail(f"lines.{place}.discount", message, "max_value")
    return lines


def _amounts(given: Row, lines: list[Row]) -> dict[str, Decimal]:
    """What the shop says wins; the rest follows from the lines."""
    worked_out = {
        "merchandise": sum((line["price"] * line["quantity"] for line in lines), NOTHING),
        "discount": sum((line["discount"] for line in lines), NOTHING),
        "shipping": NOTHING,
        "tax": NOTHING,
    }
    found = {name: _given_or(given, name, worked_out[name]) for name in worked_out}
    total = found["merchandise"] - found["discount"] + found["shipping"] + found["tax"]
    return {**found, "total": _given_or(given, "total", total)}


def _given_or(given: Row, name: str, otherwise: Decimal) -> Decimal:
    amount = given.get(name)
    return otherwise if amount is None else amount


def _payments(item: Item) -> list[Row]:
    parts = item.values.get("payments") or []
    return [
        {
            "key": keyed["key"],
            "method": part["method"],
            **texts(part, "brand", "last_four"),
            "amount": part["amount"],
            "state": part.get("state") or "paid",
            "paid_at": part.get("paid_at"),
        }
        for keyed, part in zip(with_keys(item, "payments", parts), parts, strict=False)
    ]


def _shipments(item: Item) -> list[Row]:
    parts = item.values.get("shipments") or []
    return [
        {
            "key": keyed["key"],
            **texts(part, "carrier", "tracking_number", "tracking_url"),
            "shipped_at": part.get("shipped_at"),
            "delivered_at": part.get("delivered_at"),
        }
        for keyed, part in zip(with_keys(item, "shipments", parts), parts, strict=False)
    ]


def _moments(given: Row, *parts: list[Row]) -> list[datetime]:
    own = [given.get(name) for name in TIMES]
    inner = [value for part in parts for row in part for name, value in row.items() if name.endswith("_at")]
    return [moment for moment in own + inner if moment]


def _status_and_times(
    given: Row, total: Decimal, news_at: datetime, payments: list[Row], shipments: list[Row]
) -> tuple[str, dict[str, datetime | None]]:
    """Times tell the status, and a status tells its time. Only an explicit null keeps a time empty."""
    implied = _implied(total, payments, shipments)
    times = {name: given.get(name, implied.get(name)) for name in TIMES}
    status = given.get("status")
    if status is None or times["cancelled_at"]:
        status = next((STATUS_OF[name] for name in STATUS_OF if times[name]), OrderStatus.PENDING)
    status = OrderStatus(status)
    own = OWN_TIME.get(status)
    if own and own not in given and times[own] is None:
        times[own] = news_at if own != "paid_at" else given["placed_at"]
    is_paid = RANK[status] >= PAID_BY and status != OrderStatus.CANCELLED
    if is_paid and "paid_at" not in given and times["paid_at"] is None:
        times["paid_at"] = given["placed_at"]
    return status.value, times


def _implied(total: Decimal, payments: list[Row], shipments: list[Row]) -> dict[str, datetime | None]:
    paid = [payment for payment in payments if payment["state"] == "paid" and payment["paid_at"]]
    sent = [shipment["shipped_at"] for shipment in shipments if shipment["shipped_at"]]
    arrived = [shipment["delivered_at"] for shipment in shipments]
    is_covered = bool(paid) and sum(payment["amount"] for payment in paid) >= total
    return {
        "paid_at": max(payment["paid_at"] for payment in paid) if is_covered else None,
        "shipped_at": min(sent, default=None),
        "delivered_at": max(arrived) if arrived and all(arrived) else None,
    }


def _address(given: dict[str, Any] | None) -> dict[str, str]:
    return {name: value for name, value in (given or {}).items() if value}
