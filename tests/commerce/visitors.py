"""A browser in the shop, as the collector sees it."""

import json
from itertools import count

from django.test import Client

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Safari/537.36"
CLOCK = 1_763_600_000_000  # what the browser takes for now
_ids = count(1)


def event(kind="page", *, ago=0, visit="visit-one-1", path="/", id=None, touch=None, **data) -> dict:
    told = {"n": kind, "i": id or f"event-{next(_ids)}", "t": CLOCK - ago, "s": visit, "p": path, "d": data}
    return told | ({"r": touch} if touch else {})


def deliver(key, *events, visitor="visitor-1", consent=0, who=None, origin="https://shop.example", **headers):
    """What the script sends; the answer."""
    told = {"v": visitor, "c": consent, "t": CLOCK, "w": who, "e": list(events)}
    return post(key.key, json.dumps(told), origin=origin, **headers)


def post(key: str, body, *, origin="https://shop.example", **headers):
    sent = {"origin": origin, "user-agent": AGENT, **headers}
    return Client().post(
        f"/t?k={key}",
        body,
        content_type="text/plain;charset=UTF-8",
        headers={name.replace("_", "-"): value for name, value in sent.items() if value is not None},
    )
