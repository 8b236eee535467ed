"""One thing a visitor did, as the script and the API tell it, and the event it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid5

from commerce.events import storefront as events
from core.models import Store

TOUCH = ("source", "medium", "campaign", "referrer", "landing")
LONGEST = {"source": 100, "medium": 100, "campaign": 100, "referrer": 300, "landing": 300}
IDLE_MINUTES = 30  # without an event, and the visit is over
MOST = Decimal("999999999999.99")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    kind: str  # a key of KINDS, or a name of the shop's own
    happened_at: datetime
    public_id: UUID | None = None  # the same for each delivery of the same sighting
    visitor: str = ""  # the browser, by its own random name; "" when only the customer is known
    visit: str = ""  # the sitting, by the browser's name for it
    touch: dict[str, str] | None = None  # where the visit came from: told once a visit
    path: str = ""
    facts: dict[str, Any] = field(default_factory=dict)  # fields of the event
    properties: dict[str, Any] = field(default_factory=dict)  # what else was told
    customer_id: int | None = None  # known without a visitor


@dataclass(frozen=True, kw_only=True)
class _Kind:
    event: type[events.StorefrontEvent]
    texts: dict[str, int] = field(default_factory=dict)  # field: longest
    numbers: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()


KINDS = {
    "page": _Kind(event=events.PageViewed, texts={"title": 200}),
    "product": _Kind(event=events.ProductViewed, texts={"product": 100}),
    "search": _Kind(event=events.Searched, texts={"term": 200}, numbers=("results",)),
    "cart": _Kind(
        event=events.CartChanged, texts={"product": 100}, numbers=("quantity",), amounts=("value",)
    ),
    "checkout": _Kind(event=events.CheckoutStarted, amounts=("value",)),
    "form": _Kind(event=events.FormSent, texts={"form": 100}),
}
_CUSTOM = _Kind(event=events.CustomEvent)


def parted(kind: str, told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a sighting of this kind says in fields of its own, and the rest. A field that fits not is rest."""
    shape = KINDS.get(kind, _CUSTOM)
    facts: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in told.items():
        if name in shape.texts and isinstance(value, str | int) and not isinstance(value, bool):
            facts[name] = str(value)[: shape.texts[name]]
        elif name in shape.numbers and isinstance(value, int) and 0 <= value < 2**31:
            facts[name] = int(value)
        elif name in shape.amounts and (amount := _amount(value)) is not None:
            facts[name] = amount
        else:
            rest[name] = value
    return facts, rest


def _amount(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if 0 <= amount <= MOST else None


def id_of(store: Store, *names: str) -> UUID:
    """The sighting's id in the log, made of what its sender calls it."""
    return uuid5(store.public_id, "\n".join(names))


def event_of(
    sighting: Sighting,
    *,
    store: Store,
    visit_id: int | None,
    customer_id: int | None,
    products: dict[str, tuple[int, str]],
) -> events.StorefrontEvent:
    facts = dict(sighting.facts)
    label = facts.get("title") or facts.get("term") or facts.get("form") or sighting.path
    if ref := facts.get("product"):
        product_id, label = products.get(ref, (None, ref))
        facts["product_id"] = product_id
    shape = KINDS.get(sighting.kind)
    if shape is None:
        shape, label = _CUSTOM, sighting.kind
        facts = {"event": sighting.kind}
    return shape.event(
        store_id=store.pk,
        public_id=sighting.public_id,
        subject_label=label,
        happened_at=sighting.happened_at,
        visit_id=visit_id,
        customer_id=customer_id,
        path=sighting.path,
        properties=sighting.properties,
        **facts,
    )


def products_named(sightings: Iterable[Sighting]) -> set[str]:
    return {ref for sighting in sightings if (ref := sighting.facts.get("product"))}
