"""The shop's news of carts, put into rows: many at once, in any order, any number of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from commerce.digest import digest_of
from commerce.models import Cart
from commerce.queries.currencies import Rates
from commerce.services.cart_figures import note_carts
from commerce.services.cart_links import link_carts
from commerce.services.news import decided
from commerce.services.news_parts import (
    NOTHING,
    Row,
    cart_line,
    check_amounts,
    check_title,
    contact_told,
    currency_and_rate,
    with_keys,
)
from commerce.services.order_rows import CART_LINES, as_json
from core.actors import Actor
from core.intake import Item, lock_intake
from core.models import Store
from customers.contacts import Contact
from customers.services.intake import people_of_contacts

KNOWN = ("id", "public_id", "external_id", "news_at", "news_rank", "news_digest")


@dataclass(slots=True, kw_only=True, eq=False)
class CartNews:
    item: Item
    external_id: str
    row: Row
    lines: list[Row]
    contact: Row | None
    version: tuple[datetime, int, str]


@transaction.atomic
def put_carts(*, store: Store, items: Sequence[Item], by: Actor, now: datetime) -> None:
    """Each item is told what came of it. Nothing is written of one in which something is wrong."""
    rates = Rates(store)
    given = [news for item in items if (news := _cart_news(item, rates))]
    if not given:
        return
    lock_intake(store)
    known = _known(store, {news.external_id for news in given})
    winners, heard = decided(given, known)
    contacts = [Contact(at=news.version[0], **(news.contact or {})) for news in heard]
    found = people_of_contacts(store=store, contacts=contacts, by=by, now=now)
    people = dict(zip(heard, found, strict=True))
    written = _write(store, [news for news in given if news in winners], people, known, now)
    note_carts(
        store=store,
        filled=[(who, news.version[0]) for news in heard if news.row["items"] and (who := people[news])],
        met={key for key in found if key},
        now=now,
    )
    for news in given:
        kept = written.get(news.external_id)
        news.item.id = kept[1] if kept else known[news.external_id]["public_id"]


def _cart_news(item: Item, rates: Rates) -> CartNews | None:
    given = item.values
    news_at = given["updated_at"]
    started_at = given.get("started_at") or news_at
    lines = _lines(item)
    currency, rate = currency_and_rate(item, rates, started_at)
    total = given.get("total")
    if total is None:
        total = sum((line["price"] * line["quantity"] for line in lines), NOTHING)
    check_amounts(item, {"total": total}, rate)
    contact = contact_told(item)
    if item.has_failed:
        return None
    row = {
        "visitor_key": given.get("visitor_id") or "",
        "currency": currency,
        "total": total,
        "items": sum(line["quantity"] for line in lines),
        "recovery_url": given.get("recovery_url") or "",
        "coupon_codes": given.get("coupon_codes") or [],
        "started_at": started_at,
    }
    told = {**row, "lines": lines, "rate": given.get("rate"), "customer": contact}
    return CartNews(
        item=item,
        external_id=item.external_id or "",
        row={**row, "rate": rate},
        lines=lines,
        contact=contact,
        version=(news_at, 0, digest_of(told)),
    )


def _lines(item: Item) -> list[Row]:
    parts = item.values["lines"]
    keyed = with_keys(item, "lines", parts)
    lines = [{**key, **cart_line(part)} for key, part in zip(keyed, parts, strict=False)]
    for place, line in enumerate(lines):
        check_title(item, place, line)
        check_amounts(item, {f"lines.{place}.price": line["price"] * line["quantity"]}, Decimal(1))
    return lines


def _known(store: Store, external_ids: set[str]) -> dict[str, Row]:
    rows = Cart.objects.filter(store=store, external_id__in=external_ids).order_by("pk")
    return {row["external_id"]: row for row in rows.select_for_update(no_key=True).values(*KNOWN)}


_CARTS = """
INSERT INTO commerce_cart (store_id, created_at, external_id, news_at, news_rank, news_digest, customer_id,
  visitor_key, currency, rate, total, items, recovery_url, coupon_codes, started_at)
SELECT %s, %s, external_id, news_at, 0, news_digest, customer_id, visitor_key, currency, rate, total, items,
  recovery_url, coupon_codes, started_at
FROM json_to_recordset(%s) AS given (external_id text, news_at timestamptz, news_digest text,
  customer_id bigint, visitor_key text, currency text, rate numeric, total numeric, items integer,
  recovery_url text, coupon_codes text[], started_at timestamptz)
ON CONFLICT (store_id, external_id) DO UPDATE SET news_at = excluded.news_at,
  news_digest = excluded.news_digest, customer_id = excluded.customer_id, visitor_key = excluded.visitor_key,
  currency = excluded.currency, rate = excluded.rate, total = excluded.total, items = excluded.items,
  recovery_url = excluded.recovery_url, coupon_codes = excluded.coupon_codes,
  started_at = excluded.started_at
RETURNING external_id, id, public_id
"""


def _write(
    store: Store, winners: list[CartNews], people: dict, known: dict[str, Row], now: datetime
) -> dict[str, tuple[int, Any]]:
    if not winners:
        return {}
    rows = [
        {
            **news.row,
            "external_id": news.external_id,
            "news_at": news.version[0],
            "news_digest": news.version[2],
            "customer_id": people[news],
        }
        for news in winners
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CARTS, [store.pk, now, as_json(rows)])
        kept = {external_id: (key, public_id) for external_id, key, public_id in cursor.fetchall()}
    lines = [{"cart_id": kept[news.external_id][0], **line} for news in winners for line in news.lines]
    before = sorted(known[news.external_id]["id"] for news in winners if news.external_id in known)
    CART_LINES.write(store_id=store.pk, rows=lines, known=before, now=now)
    link_carts(store=store, external_ids=kept)
    return kept
