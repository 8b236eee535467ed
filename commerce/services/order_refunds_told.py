"""What a delivered order says of money given back."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from commerce.services.news_parts import NOTHING, Row
from core.intake import Item

CENT = Decimal("0.01")


def refunds_told(item: Item, lines: list[Row], total: Decimal) -> list[Row]:
    bought = {line["key"]: line for line in lines}
    back: Counter[str] = Counter()
    found: dict[str, Row] = {}
    for place, part in enumerate(item.values.get("refunds") or []):
        where = f"refunds.{place}"
        if part["id"] in found:
            message = _("Another refund here has the id %(id)s.") % {"id": part["id"]}
            item.fail(f"{where}.id", message, "duplicate")
        if part["amount"] <= 0:
            item.fail(f"{where}.amount", _("A refund is above 0."), "min_value")
        found[part["id"]] = {
            "external_id": part["id"],
            "amount": part["amount"],
            "reason": part.get("reason") or "",
            "restocked": part["restocked"],
            "refunded_at": part.get("refunded_at"),
            "lines": _lines(item, where, part, bought, back),
        }
    refunded = sum((refund["amount"] for refund in found.values()), NOTHING)
    if refunded > total:
        message = _("%(refunded)s were refunded of an order over %(total)s.")
        item.fail("refunds", message % {"refunded": refunded, "total": total}, "refund_above_total")
    return list(found.values())


def _lines(item: Item, where: str, part: Row, bought: dict[str, Row], back: Counter[str]) -> list[Row]:
    found: dict[str, Row] = {}
    for place, line in enumerate(part.get("lines") or []):
        key, count, here = line["line"], line["quantity"], f"{where}.lines.{place}"
        back[key] += count
        if key not in bought:
            item.fail(f"{here}.line", _("The order has no line %(id)s.") % {"id": key}, "unknown_line")
            continue
        if key in found:
            item.fail(f"{here}.line", _("This refund names the line twice."), "duplicate")
        elif back[key] > bought[key]["quantity"]:
            message = _("Only %(count)s of this line were bought.") % {"count": bought[key]["quantity"]}
            item.fail(f"{here}.quantity", message, "max_value")
        amount = line.get("amount")
        found[key] = {
            "key": key,
            "quantity": count,
            "amount": _share(bought[key], count) if amount is None else amount,
        }
    return list(found.values())


def _share(line: Row, count: int) -> Decimal:
    paid = line["price"] * line["quantity"] - line["discount"]
    return (paid * count / line["quantity"]).quantize(CENT)
