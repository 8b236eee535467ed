"""What the shops' browsers deliver, through HTTP, at a set pace for half a minute, the relay at work.

Each call is timed from the moment it was due, so a server that falls behind cannot hide it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from statistics import quantiles
from threading import Lock, Thread
from typing import NamedTuple

from django.utils import timezone

from bench.webserver import web_server
from commerce.models import StorefrontKey, Visitor
from commerce.services.storefront_keys import make_storefront_key
from core.actors import SYSTEM
from core.models import EventRecord, OutboxEntry, Store
from customers.models import Customer

ORIGIN = "https://shop.example"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Safari/537.36"
VISITORS = 6_000
KNOWN = 3  # one in so many is a customer
PER_CALL = 10
CALLERS = 24
SECONDS = 30
PROCESSES = 2
_calls = count()


class Paced(NamedTuple):
    events_per_second: float  # taken in, all of them answered 204
    p50: float  # milliseconds of a call
    p99: float
    waiting: int  # events that the relay had not handed on when the last call was answered


def paced(store: Store, *, events_per_second: int = 2_200, seconds: int = SECONDS) -> Paced:
    """One web process group, one relay. It ends by itself."""
    key = prepared(store)
    with forwarded_addresses(), web_server(PROCESSES) as port, one_relay():
        _drive(port, key, pace=50, seconds=2)  # connections, caches
        warm = _arrived(store)
        started = time.perf_counter()
        taken = _drive(port, key, pace=events_per_second / PER_CALL, seconds=seconds)
        elapsed = time.perf_counter() - started
        waiting = OutboxEntry.objects.count()
    arrived = _arrived(store) - warm
    assert arrived == len(taken) * PER_CALL, (arrived, len(taken) * PER_CALL)
    cuts = quantiles(taken, n=100)
    return Paced(arrived / elapsed, cuts[49] * 1000, cuts[98] * 1000, waiting)


def _arrived(store: Store) -> int:
    return EventRecord.objects.filter(store=store, actor_kind="visitor").count()


def prepared(store: Store) -> StorefrontKey:
    """A key, and customers among the visitors."""
    now = timezone.now()
    people = Customer.objects.bulk_create(
        Customer(store=store, email=f"visitor{n}@example.com") for n in range(VISITORS // KNOWN)
    )
    Visitor.objects.bulk_create(
        Visitor(store=store, key=_visitor(n * KNOWN), customer=one, first_seen_at=now, last_seen_at=now)
        for n, one in enumerate(people)
    )
    return make_storefront_key(store=store, name="Bench", origins=[ORIGIN], mode="always", by=SYSTEM, now=now)


@contextmanager
def forwarded_addresses() -> Iterator[None]:
    """The visitors come from many addresses, as behind a proxy: each has a limit of its own."""
    before = os.environ.get("TRUSTED_PROXIES", "")
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1/32"
    try:
        yield
    finally:
        os.environ["TRUSTED_PROXIES"] = before


@contextmanager
def one_relay() -> Iterator[None]:
    command = [sys.executable, "-m", "bench.relaying"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ, text=True) as relay:
        try:
            assert relay.stdout
            assert relay.stdout.readline() == "at work\n"
            yield
        finally:
            relay.terminate()


def _drive(port: int, key: StorefrontKey, *, pace: float, seconds: float) -> list[float]:
    """Seconds of each call. Whoever is free takes the next one that is due."""
    due, lock, taken = count(), Lock(), list[float]()
    start, calls = time.perf_counter(), int(pace * seconds)

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                turn = next(due)
            if turn >= calls:
                break
            at = start + turn / pace
            time.sleep(max(0, at - time.perf_counter()))
            _deliver(connection, key, next(_calls))
            taken.append(time.perf_counter() - at)
        connection.close()

    callers = [Thread(target=work) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return taken


def _deliver(connection: HTTPConnection, key: StorefrontKey, n: int) -> None:
    headers = {
        "Origin": ORIGIN,
        "User-Agent": AGENT,
        "Content-Type": "text/plain;charset=UTF-8",
        "X-Forwarded-For": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
    }
    connection.request("POST", f"/t?k={key.key}", delivery(n), headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 204, answer.status


def delivery(n: int) -> bytes:
    """Of one visitor: pages, and products in between."""
    clock = int(time.time() * 1000)
    events = [_event(n, place, clock) for place in range(PER_CALL)]
    return json.dumps({"v": _visitor(n * 7919 % VISITORS), "c": 1, "t": clock, "e": events}).encode()


def _event(n: int, place: int, clock: int) -> dict:
    is_product = place % 3 == 2
    told = {
        "n": "product" if is_product else "page",
        "i": f"bench-{n}-{place}",
        "t": clock - 100 * (PER_CALL - place),
        "s": f"visit-{n // VISITORS:06}",
        "p": f"/p/{n % 2000}",
        "d": {"product": f"p{n % 2000}"} if is_product else {"title": f"A page of the shop {n % 977}"},
    }
    touch = {"source": "news", "medium": "email", "campaign": "autumn", "referrer": "", "landing": "/"}
    return told | ({"r": touch} if place == 0 else {})


def _visitor(n: int) -> str:
    return f"bench-visitor-{n}"
