"""Who hears of what: the functions that apps subscribe to events."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from core.events.event import Event, class_named

_handlers: dict[str, "Handler"] = {}


@dataclass(frozen=True)
class Handler:
    """A function that is called with a list of events, inside the relay's transaction."""

    name: str
    call: Callable[[list[Any]], object]
    classes: tuple[type[Event], ...]


HandlerFunction = TypeVar("HandlerFunction", bound=Callable[[list[Any]], object])


def handles(*event_classes: type[Event]) -> Callable[[HandlerFunction], HandlerFunction]:
    """Subscribe a function of some app's handlers.py; `@handles(Event)` hears everything.

    It gets a list of one to 500 events of its classes, oldest first. It makes rows, set-based, and
    never calls the network. Its work and the removal from the outbox commit together, so in the
    database each event has its effect exactly once. Raising undoes its work: then it is called
    with each event alone, and the one that still fails is parked and tried again later.
    """

    def register(function: HandlerFunction) -> HandlerFunction:
        name = f"{function.__module__}.{function.__qualname__}"
        _handlers[name] = Handler(name, function, event_classes)
        handlers_of.cache_clear()
        return function

    return register


@cache
def handlers_of(event_name: str) -> tuple[Handler, ...]:
    event_class = class_named(event_name) or Event
    return tuple(handler for handler in _handlers.values() if issubclass(event_class, handler.classes))


def handler_named(name: str) -> Handler | None:
    return _handlers.get(name)


def all_handlers() -> list[Handler]:
    return sorted(_handlers.values(), key=lambda handler: handler.name)
