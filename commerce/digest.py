"""Whether two pieces of news say the same: the whole content in one fixed form, in 32 characters."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from typing import Any


def digest_of(content: dict[str, Any]) -> str:
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, tuple | set | frozenset):
        return sorted(value)
    return str(value)
