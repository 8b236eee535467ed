"""The shop's news of orders, put into rows: many at once, in any order, any number of times."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from commerce.events import orders as events
from commerce.models import Order, OrderStatus
from commerce.models.orders import RANK, TIMES
from commerce.queries.currencies import Rates
from commerce.services.cart_links import link_carts
from commerce.services.erased_orders import forget_whose
from commerce.services.metrics import refresh_customers
from commerce.services.news import decided
from commerce.services.order_news import OrderNews, order_news
from commerce.services.order_refund_rows import Refunded, write_refunds
from commerce.services.order_rows import ORDER_LINES, PAYMENTS, SHIPMENTS, write_orders
from commerce.services.settling import settle_orders
from commerce.services.stitching import stitch_visitors
from core.actors import Actor
from core.events import publish_edits
from core.intake import Item, lock_intake
from core.models import Store
from customers.contacts import Contact
from customers.services.intake import people_of_contacts

HAPPENED = {
    "placed_at": events.OrderPlaced,
    "paid_at": events.OrderPaid,
    "fulfilled_at": events.OrderFulfilled,
    "shipped_at": events.OrderShipped,
    "delivered_at": events.OrderDelivered,
    "cancelled_at": events.OrderCancelled,
}
CORRECTED = ("number", "currency", "discount", "shipping", "tax", "total")
KNOWN = (
    "id",
    "public_id",
    "external_id",
    "news_at",
    "news_rank",
    "news_digest",
    "customer_id",
    "cart_external_id",
    "told",
    "is_test",
    *TIMES,
    *CORRECTED,
)
Row = dict[str, Any]


@transaction.atomic
def put_orders(*, store: Store, items: Sequence[Item], by: Actor, now: datetime) -> None:
    """Each item is told what came of it. Nothing is written of one in which something is wrong."""
    rates = Rates(store)
    given = [news for item in items if (news := order_news(item, rates=rates))]
    if not given:
        return
    lock_intake(store)
    known = _known(store, {news.external_id for news in given})
    winners, heard = decided(given, known)
    people = _people(store, heard, by=by, now=now)
    taken = [news for news in given if news in winners]
    forget_whose(taken, people)
    written = _Written(store, taken, known, people)
    written.write(by=by, now=now)
    for news in given:
        news.item.id = written.public_id_of(news.external_id)


def _known(store: Store, external_ids: set[str]) -> dict[str, Row]:
    """The rows of these orders, locked by key so that a refund of staff and we never wait in a ring."""
    rows = Order.objects.filter(store=store, external_id__in=external_ids).order_by("pk")
    return {row["external_id"]: row for row in rows.select_for_update(no_key=True).values(*KNOWN)}


def _people(
    store: Store, heard: Sequence[OrderNews], *, by: Actor, now: datetime
) -> dict[OrderNews, int | None]:
    """Late news changes no order, but what it says of a customer may still be the newest of its kind."""
    contacts = [Contact(at=news.version[0], **(news.contact or {})) for news in heard]
    found = people_of_contacts(store=store, contacts=contacts, by=by, now=now)
    return dict(zip(heard, found, strict=True))


class _Written:
    """What a batch makes of its orders: their rows, and all that follows from them."""

    def __init__(self, store: Store, winners: list[OrderNews], known: dict[str, Row], people: dict):
        self.store = store
        self.winners = winners
        self.known = known
        self.people = people
        self.kept: dict[str, tuple[int, Any, Decimal]] = {}  # id, public id, value

    def public_id_of(self, external_id: str) -> Any:
        kept = self.kept.get(external_id)
        return kept[1] if kept else self.known[external_id]["public_id"]

    def write(self, *, by: Actor, now: datetime) -> None:
        if self.winners:
            self._write_rows(by=by, now=now)
        left = {row["customer_id"] for row in self.known.values()} if self.winners else set()
        customers = (set(self.people.values()) | left) - {None}
        refresh_customers(store=self.store, customer_ids=sorted(customers), now=now)

    def _write_rows(self, *, by: Actor, now: datetime) -> None:
        self.kept = write_orders(self.store.pk, [self._row(news) for news in self.winners], now)
        before = [self._before(news) for news in self.winners]
        known = sorted(row["id"] for row in before if row)
        for table, name in ((ORDER_LINES, "lines"), (PAYMENTS, "payments"), (SHIPMENTS, "shipments")):
            table.write(store_id=self.store.pk, rows=self._parts(name), known=known, now=now)
        refunds = {self._id(news): news.refunds for news in self.winners if news.refunds}
        touched, refunded = write_refunds(
            store_id=self.store.pk, refunds=refunds, known=known, by=by, now=now
        )
        touched |= {self._id(news) for news in self.winners if news.version[1] == RANK[OrderStatus.REFUNDED]}
        if touched:
            settle_orders(order_ids=sorted(touched))
        self._follow_up(before, by=by, now=now)
        self._tell(refunded, by)

    def _row(self, news: OrderNews) -> Row:
        news_at, rank, digest = news.version
        told = _bits(news.row) if not news.row["is_test"] else 0
        return {
            **news.row,
            "external_id": news.external_id,
            "news_at": news_at,
            "news_rank": rank,
            "news_digest": digest,
            "customer_id": self.people[news],
            "told": told | _told(self._before(news)),
        }

    def _before(self, news: OrderNews) -> Row | None:
        return self.known.get(news.external_id)

    def _id(self, news: OrderNews) -> int:
        return self.kept[news.external_id][0]

    def _parts(self, name: str) -> Iterator[Row]:
        for news in self.winners:
            order_id = self._id(news)
            for part in getattr(news, name):
                yield {"order_id": order_id, **part}

    def _follow_up(self, before: Iterable[Row | None], *, by: Actor, now: datetime) -> None:
        left = [row for row in before if row]
        carts = {news.row["cart_external_id"] for news in self.winners}
        link_carts(store=self.store, external_ids=carts | {row["cart_external_id"] for row in left})
        owners = {
            news.row["visitor_key"]: customer
            for news in sorted(self.winners, key=lambda news: news.row["placed_at"])
            if news.row["visitor_key"] and (customer := self.people[news])
        }
        if owners:
            stitch_visitors(store=self.store, owners=owners, by_means_of="order", by=by, now=now)

    def _tell(self, refunded: list[Refunded], by: Actor) -> None:
        by_order = {self._id(news): news for news in self.winners}
        edits = [edit for news in self.winners for edit in self._news_of(news)]
        full = _fully_refunded(refunded)
        edits += [(self._refund_event(by_order[r.order_id], r, full), {}) for r in refunded]
        publish_edits(edits, by=by)

    def _news_of(self, news: OrderNews) -> Iterator[tuple[events.OrderEvent, dict]]:
        if news.row["is_test"]:
            return
        before = self._before(news)
        told = _told(before)
        for bit, (name, event) in enumerate(HAPPENED.items()):
            if news.row[name] and not told & 1 << bit:
                yield event(**self._about(news), happened_at=news.row[name]), {}
        changed = before and {
            name: [before[name], news.row[name]] for name in CORRECTED if before[name] != news.row[name]
        }
        if changed:
            yield events.OrderChanged(**self._about(news), happened_at=news.version[0]), changed

    def _about(self, news: OrderNews) -> Row:
        order_id, _public_id, value = self.kept[news.external_id]
        return {
            "store_id": self.store.pk,
            "order_id": order_id,
            "customer_id": self.people[news],
            "number": news.row["number"],
            "value": value,
            "subject_label": news.row["number"],
        }

    def _refund_event(self, news: OrderNews, refund: Refunded, full: set[int]) -> events.OrderRefunded:
        return events.OrderRefunded(
            **self._about(news),
            refund_id=refund.refund_id,
            refunded=round(refund.amount * news.row["rate"], 2),
            is_full=refund.order_id in full,
            reason=refund.reason,
            happened_at=refund.refunded_at,
        )


def _fully_refunded(refunded: list[Refunded]) -> set[int]:
    orders = {refund.order_id for refund in refunded}
    rows = Order.objects.filter(pk__in=orders).values_list("pk", "total", "refunded") if orders else ()
    return {pk for pk, total, given_back in rows if given_back == total}


def _bits(times: Row) -> int:
    return sum(1 << bit for bit, name in enumerate(HAPPENED) if times[name])


def _told(before: Row | None) -> int:
    """Which bits need no telling any more. Of test orders nobody heard."""
    if before is None:
        return 0
    return before["told"] | (0 if before["is_test"] else _bits(before))
