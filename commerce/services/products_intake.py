"""The shop's news of products, put into rows: many at once, in any order, any number of times.

The caller has validated the items and holds the store's intake lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.digest import digest_of
from commerce.models import Product, ProductStatus
from commerce.services.categories import categories_at
from commerce.services.product_changes import DETAILS, Change, place, tell
from core.actors import Actor
from core.ids import new_uuid7
from core.models import Store

NEWS = ("news_at", "news_rank", "news_digest")
TAKEN = "taken"


@dataclass(frozen=True, kw_only=True)
class ProductNews:
    """A product as the shop tells it, whole: what is left out is empty. Paths are normal ones."""

    external_id: str
    news_at: datetime
    name: str
    price: Decimal
    sku: str = ""
    upc: str = ""
    brand: str = ""
    description: str = ""
    compare_at: Decimal | None = None
    cost: Decimal | None = None
    stock: int | None = None
    status: str = ProductStatus.ACTIVE.value
    attributes: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    url: str = ""
    categories: tuple[str, ...] = ()

    @property
    def details(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in DETAILS} | {"tags": list(self.tags)}

    @cached_property
    def digest(self) -> str:
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        del content["news_at"]
        return digest_of(content)

    @property
    def version(self) -> tuple[datetime, int, str]:
        return self.news_at, 0, self.digest


@dataclass
class Put:
    """What became of one item: created, updated, unchanged, stale or failed."""

    index: int
    outcome: str
    record: Product | None = None
    errors: dict[str, list[dict[str, str]]] = field(default_factory=dict)


@transaction.atomic
def put_products(*, store: Store, items: Sequence[ProductNews], by: Actor, now: datetime) -> list[Put]:
    known = _known(store, items)
    outcomes, winners = _decided(items, known)
    refused = _refused_for_upc(store, winners, known)
    made = _write(store, {key: item for key, item in winners.items() if key not in refused}, known, now)
    tell(made, by=by, now=now)
    records = {**known, **{change.product.external_id: change.product for change in made}}
    return [
        _answer(index, item, outcome, refused, records)
        for index, (item, outcome) in enumerate(zip(items, outcomes, strict=True))
    ]


def _known(store: Store, items: Sequence[ProductNews]) -> dict[str, Product]:
    """The rows of these items, locked by key so that two batches never wait for each other in a ring."""
    ids = {item.external_id for item in items}
    rows = Product.objects.filter(store=store, external_id__in=ids).defer("search")
    return {row.external_id: row for row in rows.select_for_update(no_key=True).order_by("pk")}


def _decided(items, known) -> tuple[list[str], dict[str, ProductNews]]:
    """What each item is against all before it, and the one of each product that counts in the end."""
    versions = {key: row.news for key, row in known.items()}
    outcomes, winners = [], {}
    for item in items:
        version = versions.get(item.external_id)
        if version is not None and item.version <= version:
            outcomes.append("unchanged" if item.digest == version[2] else "stale")
            continue
        if version is None:
            outcomes.append("created")
        else:
            outcomes.append("unchanged" if item.digest == version[2] else "updated")
        versions[item.external_id], winners[item.external_id] = item.version, item
    return outcomes, winners


def _refused_for_upc(store: Store, winners: dict[str, ProductNews], known: dict[str, Product]) -> set[str]:
    """Products whose UPC another keeps, judged by how all would be in the end: two may swap theirs."""
    codes = {item.upc for item in winners.values() if item.upc}
    others = Product.objects.filter(store=store, upc__in=codes).exclude(external_id__in=list(known))
    holders = {upc: key for upc, key in others.values_list("upc", "external_id")}
    holders |= {row.upc: key for key, row in known.items() if row.upc and key not in winners}
    refused: set[str] = set()

    def keeps(key: str) -> bool:
        return key in known and known[key].upc == winners[key].upc

    while True:
        claims: dict[str, list[str]] = {}
        for key in sorted(winners.keys() - refused, key=lambda key: (not keeps(key), key)):
            if upc := winners[key].upc:
                claims.setdefault(upc, []).append(key)
        lost = {key for upc, keys in claims.items() for key in (keys if upc in holders else keys[1:])}
        if not lost:
            return refused
        refused |= lost
        holders |= {known[key].upc: key for key in lost if key in known and known[key].upc}


def _write(store: Store, winners: dict[str, ProductNews], known, now: datetime) -> list[Change]:
    made = [_changed(store, item, known.get(key), now) for key, item in winners.items()]
    fresh = [change.product for change in made if change.is_new]
    held = [change.product for change in made if not change.is_new]
    moved = [change.product.pk for change in made if not change.is_new and "upc" in change.changed]
    Product.objects.filter(pk__in=moved).update(upc="")  # so that two may swap theirs
    Product.objects.bulk_create(fresh)
    names = [*DETAILS, *NEWS, "updated_at"]
    Product.objects.bulk_create(held, update_conflicts=True, unique_fields=["pk"], update_fields=names)
    by_key = {change.product.pk: change for change in made}
    found = categories_at(store=store, paths=[path for item in winners.values() for path in item.categories])
    wanted = {
        change.product.pk: [found[path.lower()] for path in winners[change.product.external_id].categories]
        for change in made
    }
    place([change.product for change in made], wanted, by_key)
    return made


def _changed(store: Store, item: ProductNews, row: Product | None, now: datetime) -> Change:
    if row is None:
        row = Product(store=store, external_id=item.external_id, public_id=new_uuid7(), updated_at=now)
        change = Change(product=row, is_new=True)
    else:
        change = Change(product=row, by_count=True)
    change.give(item.details)
    if change.changed:
        row.updated_at = now
    row.news_at, row.news_rank, row.news_digest = item.version
    return change


def _answer(index: int, item: ProductNews, outcome: str, refused: set[str], records) -> Put:
    record = records.get(item.external_id)
    if item.external_id in refused and outcome not in ("stale", "unchanged"):
        message = _("Another product has this UPC.")
        return Put(index, "failed", record, {"upc": [{"message": message, "code": TAKEN}]})
    return Put(index, outcome, record)
