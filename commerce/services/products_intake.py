"""The shop's news of products, put into rows: many at once, in any order, any number of times."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction

from commerce.digest import digest_of
from commerce.models import Product, ProductStatus
from commerce.services.catalog import TakenNumber
from commerce.services.categories import categories_at
from commerce.services.product_changes import DETAILS, Change, place, tell
from core.actors import Actor
from core.ids import new_uuid7
from core.intake import Fate, Item, lock_intake
from core.models import Store

NEWS = ("news_at", "news_rank", "news_digest")


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


@transaction.atomic
def put_products(*, store: Store, items: Sequence[Item], by: Actor, now: datetime) -> None:
    """`item.values` are the fields of ProductNews, with `updated_at` for `news_at`: now, when it is empty."""
    lock_intake(store)
    news = [news_of(item.values, now) for item in items]
    known = _known(store, news)
    fates, winners = _decided(news, known)
    refused = _refused_for_upc(store, winners, known)
    made = _write(store, {key: one for key, one in winners.items() if key not in refused}, known, now)
    tell(made, by=by, now=now)
    records = known | {change.product.external_id: change.product for change in made}
    for item, one, fate in zip(items, news, fates, strict=True):
        _answer(item, fate, one.external_id in refused, records.get(one.external_id))


def news_of(values: dict[str, Any], now: datetime) -> ProductNews:
    given = dict(values)
    news_at = given.pop("updated_at", None) or now
    for name in ("tags", "categories"):
        given[name] = tuple(dict.fromkeys(filter(None, given.get(name, ()))))
    return ProductNews(news_at=news_at, **given)


def _known(store: Store, news: Sequence[ProductNews]) -> dict[str, Product]:
    """The rows of these items, locked by key so that nobody waits for another in a ring."""
    ids = {one.external_id for one in news}
    rows = Product.objects.filter(store=store, external_id__in=ids).defer("search")
    return {row.external_id: row for row in rows.select_for_update(no_key=True).order_by("pk")}


def _decided(
    news: Sequence[ProductNews], known: dict[str, Product]
) -> tuple[list[Fate], dict[str, ProductNews]]:
    """What each is against all before it, and the one of each product that counts in the end."""
    versions: dict[str, tuple] = {key: row.news for key, row in known.items()}
    fates: list[Fate] = []
    winners: dict[str, ProductNews] = {}
    for one in news:
        version = versions.get(one.external_id)
        is_known = version is not None and one.digest == version[2]
        if version is not None and one.version <= version:
            fates.append(Fate.UNCHANGED if is_known else Fate.STALE)
            continue
        fates.append(Fate.CREATED if version is None else Fate.UNCHANGED if is_known else Fate.UPDATED)
        versions[one.external_id], winners[one.external_id] = one.version, one
    return fates, winners


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


def _answer(item: Item, fate: Fate, is_refused: bool, record: Product | None) -> None:
    item.came_to(fate, record.public_id if record else None)
    if is_refused and fate in (Fate.CREATED, Fate.UPDATED):
        item.refuse(TakenNumber("upc"), "upc")
