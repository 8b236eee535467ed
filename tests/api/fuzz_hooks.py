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


def moments():
    """What happened elsewhere happened lately enough to be true; a schema cannot say when."""
    seconds = strategies.integers(min_value=700_000_000, max_value=1_750_000_000)
    return seconds.map(lambda at: datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z"))


schemathesis.openapi.format("date-time", moments())
