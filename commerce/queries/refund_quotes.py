"""What the lines of an order are worth when they come back, to the cent.

What was paid for goods, that is the total without shipping, is spread over the lines by what each cost,
so that every line carries its share of the order's discount and tax. Spread by running sums: the parts
of a line add up to the line, the lines to the goods, and with the shipping to the total.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from commerce.models import Order, OrderLine

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Quote:
    amount: Decimal
    lines: list[tuple[OrderLine, int, Decimal]]  # how many of each, and their part of the amount


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def shares(order: Order, lines: list[OrderLine]) -> dict[int, Decimal]:
    """What was paid for each line, by its key."""
    goods = max(order.total - order.shipping, NOTHING)
    costs = [max(line.total, NOTHING) for line in lines]
    whole, before, found = sum(costs, NOTHING), NOTHING, {}
    for line, cost in zip(lines, costs, strict=True):
        after = before + cost
        found[line.pk] = _between(goods, before, after, whole)
        before = after
    return found


def quote(order: Order, quantities: Mapping[str, int]) -> Quote:
    """For so many of these lines, and never more than the order has left."""
    lines = sorted(order.lines.all(), key=lambda line: (line.position, line.pk))
    paid, left = shares(order, lines), order.refundable
    found = []
    for line in lines:
        if count := quantities.get(line.key, 0):
            gone = line.refunded_quantity
            worth = _between(paid[line.pk], Decimal(gone), Decimal(gone + count), Decimal(line.quantity))
            part = min(worth, left)
            left -= part
            found.append((line, count, part))
    return Quote(sum((part for _, _, part in found), NOTHING), found)


def capped(quoted: Quote, amount: Decimal) -> Quote:
    """The same lines for another amount: none of them gets more than there is."""
    left, lines = amount, []
    for line, count, part in quoted.lines:
        part = min(part, left)
        left -= part
        lines.append((line, count, part))
    return Quote(amount, lines)


def all_that_is_left(order: Order) -> dict[str, int]:
    left = {line.key: line.quantity - line.refunded_quantity for line in order.lines.all()}
    return {key: count for key, count in left.items() if count > 0}


def _between(amount: Decimal, start: Decimal, end: Decimal, whole: Decimal) -> Decimal:
    """The part of an amount from one running sum to the next."""
    return rounded(amount * end / whole) - rounded(amount * start / whole) if whole else NOTHING
