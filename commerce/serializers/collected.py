"""What the script in the shop's pages sends, read strictly and fast: it comes two thousand times a second.

    {"v": visitor, "c": 1 after consent, "t": the browser's clock in ms, "w": who, "e": [
      {"n": kind, "i": id, "t": ms, "s": visit, "p": path, "d": data, "r": where the visit came from}]}

An event that cannot be read is left out: nobody sits behind a beacon to read an error.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from rest_framework.exceptions import APIException

from commerce.services.identity import Identity
from commerce.sightings import LONGEST, TOUCH, Sighting, id_of, parted
from core.api.parsers import BIGGEST, check_values
from core.models import Store

MOST_EVENTS = 100
MOST_PROPERTIES = 30
LONGEST_DATA = 4_000
OLDEST = timedelta(days=7)  # what a browser kept while it was offline
_NAME = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ID = re.compile(r"[A-Za-z0-9_-]{4,64}")
KIND = re.compile(r"\w[\w .:-]{0,59}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Unreadable(ValueError):
    """Not what the script sends."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    sightings: list[Sighting]
    visitor: str
    consented: bool
    identity: Identity


def read_delivery(body: bytes, *, store: Store, now: datetime) -> Delivery:
    try:
        told = json.loads(body.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(told, dict) or not isinstance(told.get("e"), list):
        raise Unreadable
    visitor, events, clock = told.get("v"), told["e"], told.get("t")
    if not (isinstance(visitor, str) and _NAME.fullmatch(visitor)):
        raise Unreadable
    if isinstance(clock, bool) or not isinstance(clock, int | float) or not 0 < clock < BIGGEST:
        raise Unreadable
    if len(events) > MOST_EVENTS:
        raise Unreadable
    return Delivery(
        sightings=list(_sightings(events, visitor, clock, store, now)),
        visitor=visitor,
        consented=told.get("c") == 1,
        identity=_identity(told.get("w")),
    )


def _sightings(
    events: list[Any], visitor: str, clock: float, store: Store, now: datetime
) -> Iterator[Sighting]:
    for told in events:
        try:
            yield _sighting(told, visitor, clock, store, now)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, APIException):
            continue


def _sighting(told: dict[str, Any], visitor: str, clock: float, store: Store, now: datetime) -> Sighting:
    kind, name, visit, data = told["n"], told["i"], told["s"], told.get("d") or {}
    if not (KIND.fullmatch(kind) and _ID.fullmatch(name) and _NAME.fullmatch(visit)):
        raise ValueError(kind)
    if len(data) > MOST_PROPERTIES or len(json.dumps(data)) > LONGEST_DATA:
        raise ValueError(kind)
    check_values(data)
    facts, properties = parted(kind, {name: _clean(value) for name, value in data.items()})
    return Sighting(
        kind=kind,
        public_id=id_of(store, visitor, name),
        # The browser's clock may be wrong by years; how long ago it was is right.
        happened_at=now - min(max(timedelta(milliseconds=clock - told["t"]), timedelta(0)), OLDEST),
        visitor=visitor,
        visit=visit,
        touch=_touch(told.get("r")),
        path=text(told.get("p"), 300),
        facts=facts,
        properties=properties,
    )


def _touch(told: Any) -> dict[str, str] | None:
    return {name: text(told.get(name), LONGEST[name]) for name in TOUCH} if isinstance(told, dict) else None


def _identity(told: Any) -> Identity:
    if not isinstance(told, dict):
        return Identity()
    at = told.get("at")
    return Identity(
        external_id=text(told.get("id"), 100),
        email=_email(told.get("email")),
        at=at if isinstance(at, int) and not isinstance(at, bool) and 0 < at < 2**40 else 0,
        signature=text(told.get("signature"), 64),
    )


def _email(value: Any) -> str:
    email = text(value, 254)
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email


def _clean(value: Any) -> Any:
    return _UNSEEN.sub("", value) if isinstance(value, str) else value


def text(value: Any, longest: int) -> str:
    """As text a column can hold; numbers too, as shops' ids often are."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _UNSEEN.sub("", str(value)).strip()[:longest]


def _refuse(name: str) -> None:
    raise ValueError(name)
