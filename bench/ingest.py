"""Taking in orders: through HTTP, without it, and what COPY does with the same rows in the same tables."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from statistics import median
from typing import NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.measuring import TIMES, seconds, sql
from bench.shops import Shop
from bench.webserver import Caller, api_key, web_server

BATCH = 1_000
BATCHES = 5  # each round
TABLES = {
    "commerce_order": "id",
    "commerce_orderline": "order_id",
    "commerce_payment": "order_id",
}
_numbers = count(1)


class Rates(NamedTuple):
    """Orders with lines and a payment, per second."""

    http: float
    in_process: float
    copy: float
    again: float  # told once more through HTTP, nothing new


def rates_of_orders(shop: Shop) -> Rates:
    """One process, one caller; each kind in turn, each time other orders, the median."""
    secret = api_key(shop.store, "orders.send")
    taken: list[tuple[float, ...]] = []
    client = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {secret}"})
    with web_server(1) as port:
        caller = Caller(port, secret)
        for turn in range(TIMES + 1):
            sent = [_orders(shop) for _ in range(BATCHES)]
            http = seconds(lambda sent=sent: [caller.post("/api/orders", batch) for batch in sent])
            again = seconds(lambda sent=sent: [caller.post("/api/orders", batch) for batch in sent])
            copied = _seconds_of_copy(shop)
            sent = [_orders(shop) for _ in range(BATCHES)]
            in_process = seconds(lambda sent=sent: [_post(client, batch) for batch in sent])
            if turn:  # the first warms up
                taken.append((http, in_process, copied, again))
    return Rates(*(BATCH * BATCHES / median(column) for column in zip(*taken, strict=True)))


def _orders(shop: Shop) -> bytes:
    """A thousand: half of customers there are, each with two or three lines."""
    return json.dumps([_order(shop, next(_numbers)) for _ in range(BATCH)]).encode()


def _order(shop: Shop, n: int) -> dict:
    at = (timezone.now() - timedelta(seconds=n)).isoformat()
    return {
        "external_id": f"bench-{n}",
        "number": f"B-{n}",
        "placed_at": at,
        "paid_at": at,
        "customer": {
            "external_id": f"bench-{n * 7919 % 20_000}",
            "email": f"bench{n * 7919 % 20_000}@example.com",
            "first_name": "Bench",
            "last_name": f"Mark {n % 977}",
        },
        "lines": [
            {
                "id": str(line),
                "product": f"p{1 + (n * 31 + line) % 2000}",
                "title": "A thing",
                "price": "12.50",
            }
            for line in range(2 + n % 2)
        ],
        "payments": [{"id": "1", "method": "card", "amount": "25.00", "paid_at": at}],
        "channel": "online",
        "shipping_address": {"line_1": "1 Park Row", "city": "Leeds", "country": "GB"},
    }


def _line(n: int, place: int) -> dict:
    product = f"p{1 + (n * 31 + place) % 2000}"
    return {"id": str(place), "product": product, "title": "A thing", "price": "12.50"}


def _post(client: Client, body: bytes) -> None:
    answer = client.post("/api/orders", body, content_type="application/json")
    assert answer.status_code == 200, answer.content[:500]


def _seconds_of_copy(shop: Shop) -> float:
    """Take the newest orders out and COPY the same rows back, a thousand orders at a time."""
    ids = [key for (key,) in sql(_NEWEST, shop.store.pk, BATCH * BATCHES)()]
    batches = [
        [(table, columns, _copied_out(table, columns, key, part)) for table, key, columns in _columns()]
        for part in (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    ]
    for table, key in reversed(TABLES.items()):
        sql(f"DELETE FROM {table} WHERE {key} = ANY(%s)", ids)()

    def copy_in() -> None:
        for batch in batches:
            with transaction.atomic(), connection.cursor() as cursor:
                for table, columns, rows in batch:
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)") as into:
                        into.write(rows)

    return seconds(copy_in)


_NEWEST = "SELECT id FROM commerce_order WHERE store_id = %s ORDER BY id DESC LIMIT %s"


def _columns() -> Iterator[tuple[str, str, str]]:
    for table, key in TABLES.items():
        rows = sql(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            table,
        )()
        yield table, key, rows[0][0]


def _copied_out(table: str, columns: str, key: str, ids: list[int]) -> bytes:
    keys = ",".join(map(str, ids))
    query = f"COPY (SELECT {columns} FROM {table} WHERE {key} IN ({keys})) TO STDOUT (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(query) as rows:
        return b"".join(rows)
