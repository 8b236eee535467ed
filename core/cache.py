"""A cache that may be gone: Redis down is a miss, not an error, and costs a request nothing."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
REST = 5  # seconds Redis is left alone after a failure
SAY_AGAIN = 60


class ForgivingRedisClient(RedisCacheClient):
    """Answers as an empty cache that keeps nothing, while Redis does not."""

    rests_until = 0.0
    said_at = float("-inf")

    def add(self, key, value, timeout):
        # As an empty cache would: allauth takes its locks so, and nobody could sign in otherwise.
        return self._try(super().add, key, value, timeout, otherwise=True)

    def get(self, key, default):
        return self._try(super().get, key, default, otherwise=default)

    def set(self, key, value, timeout):
        return self._try(super().set, key, value, timeout, otherwise=None)

    def touch(self, key, timeout):
        return self._try(super().touch, key, timeout, otherwise=False)

    def delete(self, key):
        return self._try(super().delete, key, otherwise=False)

    def get_many(self, keys):
        return self._try(super().get_many, keys, otherwise={})

    def has_key(self, key):
        return self._try(super().has_key, key, otherwise=False)

    def incr(self, key, delta):
        return self._try(super().incr, key, delta, otherwise=partial(self._missing, key))

    def set_many(self, data, timeout):
        return self._try(super().set_many, data, timeout, otherwise=None)

    def delete_many(self, keys):
        return self._try(super().delete_many, keys, otherwise=None)

    def tick(self, key, timeout):
        """Count one more in a single question; 0 while nobody answers."""
        return self._try(self._tick, key, timeout, otherwise=0)

    def _tick(self, key, timeout):
        with self.get_client(key, write=True).pipeline(transaction=False) as line:
            line.incr(key)
            line.expire(key, timeout)
            return line.execute()[0]

    def clear(self):
        return self._try(super().clear, otherwise=False)

    def _try(self, ask: Callable, *words: Any, otherwise: Any) -> Any:
        if time.monotonic() >= self.rests_until:
            try:
                return ask(*words)
            except (RedisError, OSError) as error:
                self._rest(error)
        return otherwise() if callable(otherwise) else otherwise

    def _rest(self, error: Exception) -> None:
        now = time.monotonic()
        self.rests_until = now + REST
        if now - self.said_at >= SAY_AGAIN:
            self.said_at = now
            log.warning("cache_does_not_answer", error=type(error).__name__, again_after_seconds=REST)

    def _missing(self, key: str) -> None:
        raise ValueError(f"Key '{key}' not found.")


class ForgivingRedisCache(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = ForgivingRedisClient

    def tick(self, key: str, timeout: int) -> int:
        return cast(ForgivingRedisClient, self._cache).tick(self.make_and_validate_key(key), timeout)
