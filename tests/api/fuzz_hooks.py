"""What the OpenAPI document cannot say: a key is used once, a cursor comes from an earlier answer."""

from datetime import UTC, datetime
from uuid import uuid4

import schemathesis
from hypothesis import strategies
from schemathesis import GenerationMode


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta and case.meta.generation.mode is GenerationMode.NEGATIVE:
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid4())
    if (case.query or {}).get("cursor"):
        case.query["cursor"] = ""
    if (case.path_parameters or {}).get("upc") == "":  # a product without one has no such address
        case.path_parameters["upc"] = "none"


def moments():
    """What happened elsewhere happened lately enough to be true; a schema cannot say when."""
    seconds = strategies.integers(min_value=700_000_000, max_value=1_750_000_000)
    return seconds.map(lambda at: datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z"))


schemathesis.openapi.format("date-time", moments())
# A link that a page shows is http or https, with a host that could be one.
links = strategies.from_regex(r"https://shop\.example/[a-z0-9/]{0,40}", fullmatch=True)
schemathesis.openapi.format("uri", links)


@schemathesis.hook
def filter_body(context, body):
    """No column keeps numbers beyond 2 to the 63; fields that nobody reads have no schema to say so."""
    return not any(abs(number) >= 2**63 for number in numbers_in(body))


def numbers_in(value):
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float):
        yield value
