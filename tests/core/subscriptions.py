"""Bells that ring, and handlers for one test that hear them."""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from core.actors import SYSTEM
from core.events import Event, handles, handling, publish_many
from core.events.relay import relay
from core.models import ParkedEvent


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    name = "tests.bell_rung"
    subject = "bell_id"
    bell_id: int


@dataclass(frozen=True, kw_only=True)
class BellMuted(Event):
    name = "tests.bell_muted"
    bell_id: int


@contextmanager
def subscribed(function, *event_classes):
    handles(*(event_classes or (BellRung,)))(function)
    name = f"{function.__module__}.{function.__qualname__}"
    try:
        yield name
    finally:
        del handling._handlers[name]
        handling.handlers_of.cache_clear()


class Listener:
    """Keeps the lists it was called with."""

    def __init__(self, name="listener", *, fails_on=(), also=lambda events: None):
        self.__qualname__ = name
        self.calls, self.fails_on, self.also = [], set(fails_on), also

    def __call__(self, events):
        self.calls.append([event.bell_id for event in events])
        self.also(events)
        if self.fails_on & set(self.calls[-1]):
            raise ValueError("cracked bell")


def ring(store, *bells):
    publish_many([BellRung(store_id=store.pk, bell_id=bell) for bell in bells], by=SYSTEM)


@pytest.fixture
def listener():
    """Fails on two events."""
    listener = Listener(fails_on={1, 2})
    with subscribed(listener):
        yield listener


@pytest.fixture
def parked(store, listener):
    """The two events, parked; the listener is well again."""
    ring(store, 1, 2)
    relay()
    listener.fails_on.clear()
    listener.calls.clear()
    return list(ParkedEvent.objects.order_by("event_id"))
