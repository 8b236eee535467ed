"""Processes for the tests that kill relays: `publish <seconds>` and `relay`.

Both print a line when they are ready. `relay` forks one child after the other that relays until it is
killed, and prints the pid of each, so that killing costs no new start of Python.
"""

import os
import random
import signal
import sys
import time
from threading import Thread

import django
from django.db import connection, transaction


def publish_for(seconds: float) -> None:
    """Four threads publish, a fifth of it in transactions that are rolled back, some committing late."""
    threads = [Thread(target=publish_until, args=[time.monotonic() + seconds]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def publish_until(end: float) -> None:
    stores = list(Store.objects.order_by("pk"))
    while time.monotonic() < end:
        try:
            with transaction.atomic():
                store = random.choice(stores)
                publish_many(
                    [BellRung(store_id=store.pk, bell_id=n) for n in range(random.randint(1, 8))], by=SYSTEM
                )
                time.sleep(random.choice([0, 0, 0.02]))  # so that ids commit out of order
                if random.random() < 0.2:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    connection.close()


def relay_in_children() -> None:
    while True:
        pid = os.fork()
        if pid == 0:
            while True:
                relay(seconds=5)
                time.sleep(0.01)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        os.waitpid(pid, 0)


KILLER = 666  # the bell that kills whoever hears it


def note_effects(handler: str):
    """Without a unique index: a second effect of an event shows as a second row."""

    def note(events):
        with connection.cursor() as cursor:
            for event in events:
                if event.bell_id == KILLER:
                    os.kill(os.getpid(), signal.SIGKILL)
                cursor.execute("INSERT INTO effects VALUES (%s, %s)", [handler, event.event_id])

    note.__qualname__ = handler
    return note


if __name__ == "__main__":
    django.setup()
    from core.actors import SYSTEM
    from core.events import handles, publish_many
    from core.events.relay import relay
    from core.models import Store
    from tests.core.subscriptions import BellRung

    for name in ("first", "second"):
        handles(BellRung)(note_effects(name))
    if sys.argv[1] == "publish":
        publish_for(float(sys.argv[2]))
    else:
        relay_in_children()
