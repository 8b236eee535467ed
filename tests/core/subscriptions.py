"""Handlers for one test, and a table of effects that counts what they did."""

from contextlib import contextmanager
from dataclasses import dataclass

from core.events import Event, handles, handling


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
