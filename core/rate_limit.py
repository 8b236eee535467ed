"""Counting calls per minute in Redis. Without Redis all is allowed: a limit is no reason to be down."""

import math
import time
from dataclasses import dataclass
from typing import cast

from django.core.cache import cache

from core.cache import ForgivingRedisCache

WINDOW = 60


@dataclass(frozen=True)
class Usage:
    limit: int
    remaining: int
    resets_in: int  # seconds
    is_over: bool

    def headers(self) -> dict[str, str]:
        """The fields of the IETF draft, which clients already know."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.resets_in),
            "RateLimit-Policy": f"{self.limit};w={WINDOW}",
        }
        return told | ({"Retry-After": str(self.resets_in)} if self.is_over else {})


def count(bucket: str, limit: int, *, now: float | None = None) -> Usage:
    """Count one call in the bucket's present minute."""
    now = time.time() if now is None else now
    window = int(now // WINDOW)
    used = cast(ForgivingRedisCache, cache).tick(f"rate:{bucket}:{window}", 2 * WINDOW)
    resets_in = max(1, math.ceil((window + 1) * WINDOW - now))
    return Usage(limit, max(0, limit - used), resets_in, used > limit)


def tightest(usages: list[Usage]) -> Usage:
    return min(usages, key=lambda usage: (not usage.is_over, usage.remaining / usage.limit))
