"""What a customer's purchases say they like: sizes, colours, brands and categories."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from commerce.models import Category, CustomerCategory, OrderLine
from customers.models import Customer, PreferenceKind
from customers.suggestions import Suggestion

LOOKED_AT = 50  # of a customer's newest orders
OFTEN = 3  # pieces, before we say so
_PARTS = re.compile(r"[,/|·]")
_SIZE = re.compile(r"(?:X{0,3}[SL]|M|[2-5]XL|[1-5]?\d(?:[.,]5)?(?: ?(?:EU|UK|US))?)", re.IGNORECASE)
_COLOURS = ("colour", "color")


def likes_of_orders(customer: Customer) -> Iterable[Suggestion]:
    """The most bought of each kind, as long as it was bought often enough to say something."""
    found = _counted(_lines(customer))
    for kind in (PreferenceKind.SIZE, PreferenceKind.COLOUR, PreferenceKind.BRAND):
        for value, pieces in found[kind].most_common(1):
            if pieces >= OFTEN:
                yield _suggestion(kind, value, pieces)
    yield from _categories(customer)


def _lines(customer: Customer) -> Iterable[Any]:
    newest = customer.orders.filter(counts=True, store=customer.store_id).order_by("-placed_at", "-pk")
    keys = list(newest.values_list("pk", flat=True)[:LOOKED_AT])
    rows = OrderLine.objects.filter(order__in=keys).order_by("pk")
    return rows.values("variant", "quantity", "product__brand", "product__attributes")


def _counted(lines: Iterable[Any]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {kind: Counter() for kind in PreferenceKind.values}
    for line in lines:
        pieces, attributes = line["quantity"], line["product__attributes"] or {}
        if brand := line["product__brand"]:
            found[PreferenceKind.BRAND][brand] += pieces
        for name in _COLOURS:
            if colour := attributes.get(name):
                found[PreferenceKind.COLOUR][str(colour)] += pieces
        for kind, value in _of_variant(line["variant"]):
            found[kind][value] += pieces
    return found


def _of_variant(variant: str) -> Iterator[tuple[str, str]]:
    """ "Moss / 42" is a colour and a size; "Moss" alone could be anything."""
    parts = [part.strip() for part in _PARTS.split(variant)]
    sizes = [part for part in parts if _SIZE.fullmatch(part)]
    for part in parts:
        if part in sizes:
            yield PreferenceKind.SIZE, part.upper()
        elif sizes and len(parts) == 2:
            yield PreferenceKind.COLOUR, part


def _categories(customer: Customer) -> Iterator[Suggestion]:
    """The narrowest one: "Boots" says more than "Footwear"."""
    narrower = Category.objects.filter(parent=OuterRef("category"))
    rows = CustomerCategory.objects.filter(~Exists(narrower), customer=customer, quantity__gte=OFTEN)
    for row in rows.select_related("category").order_by("-quantity", "category")[:1]:
        yield _suggestion(PreferenceKind.CATEGORY, row.category.name, row.quantity)


def _suggestion(kind: PreferenceKind, value: str, pieces: int) -> Suggestion:
    why = ngettext("Bought %(n)d time", "Bought %(n)d times", pieces) % {"n": pieces}
    return Suggestion(
        key=f"{kind.value}-{value}".lower(),
        label=f"{kind.label}: {value[:100]}",
        why=why,
        values={"kind": kind.value, "value": value[:100]},
    )
