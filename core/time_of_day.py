"""How the person who looks writes the time of day: 17:30 or 5:30 p.m."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FORMATS = {"24": "H:i", "12": "g:i a"}
_format = ContextVar("time_format", default=FORMATS["24"])


def time_format() -> str:
    """The format of Django's date filter."""
    return _format.get()


@contextmanager
def read_by(clock: str) -> Iterator[None]:
    token = _format.set(FORMATS.get(clock, FORMATS["24"]))
    try:
        yield
    finally:
        _format.reset(token)
