"""kill -9 of relays at work while others publish: no event is lost, none has its effect twice."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.models import EventRecord, OutboxEntry, ParkedEvent
from tests.core.relay_processes import KILLER
from tests.core.subscriptions import BellRung, ring, subscribed
from tests.factories import StoreFactory

SECONDS = float(os.environ.get("KILL_TEST_SECONDS", "4"))


@contextmanager
def process(*arguments):
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.core.relay_processes", *arguments],
        env={
            **os.environ,
            "DATABASE_URL": urlunsplit(database),
            "DJANGO_SETTINGS_MODULE": "crm.settings",
        },
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()


@pytest.fixture
def effects(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (handler text, event_id bigint)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effects")


def numbers_of_effects():
    """Rows, and different ones, and those of events that were rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT (handler, event_id)),"
            " count(*) FILTER (WHERE NOT EXISTS (SELECT FROM core_eventrecord AS e WHERE e.id = event_id))"
            " FROM effects"
        )
        return cursor.fetchone()


def wait_until_all_is_handled(seconds=60):
    give_up_at = time.monotonic() + seconds
    while OutboxEntry.objects.exists() or ParkedEvent.objects.exists():
        ParkedEvent.objects.filter(next_try_at__gt=timezone.now()).update(next_try_at=timezone.now())
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.2)


def kill_relays_until(relays, publisher) -> int:
    kills = 0
    while publisher.poll() is None or kills < 10:
        pid = int(relays.stdout.readline())
        time.sleep(random.uniform(0.01, 0.4))
        os.kill(pid, signal.SIGKILL)
        kills += 1
    return kills


def test_killed_relays_lose_nothing_and_repeat_nothing(effects, record_property, capsys):
    for _ in range(3):
        StoreFactory()
    with process("relay") as relays:
        with process("publish", str(SECONDS)) as publisher:
            kills = kill_relays_until(relays, publisher)
        wait_until_all_is_handled()
    published = EventRecord.objects.count()
    rows, different, phantoms = numbers_of_effects()
    assert published > 100
    assert (rows, different, phantoms) == (2 * published, 2 * published, 0)
    record_property("kills", kills)
    record_property("published", published)
    if SECONDS > 4:
        with capsys.disabled():
            sys.stdout.write(f"{kills} kills, {published} events, lost 0, twice 0\n")


def test_two_relays_at_once_share_the_work(effects):
    for _ in range(3):
        StoreFactory()
    with process("relay"), process("relay"):
        with process("publish", "2") as publisher:
            assert publisher.wait(30) == 0
        wait_until_all_is_handled()
    published = EventRecord.objects.count()
    assert published > 100
    assert numbers_of_effects() == (2 * published, 2 * published, 0)


def test_an_event_that_kills_its_worker_is_found_and_parked_and_the_rest_goes_on(effects):
    store = StoreFactory()
    with subscribed(print, BellRung), transaction.atomic():
        ring(store, 1, 2, KILLER, 3, 4)
    with process("relay"):
        give_up_at = time.monotonic() + 60
        while OutboxEntry.objects.exists():
            assert time.monotonic() < give_up_at, "waited in vain"
            time.sleep(0.1)
    parked = ParkedEvent.objects.order_by("handler")
    assert [row.handler.rpartition(".")[2] for row in parked] == ["first", "second"]
    assert all("worker died" in row.error for row in parked)
    assert numbers_of_effects() == (8, 8, 0)
