import socket
import time

import pytest
from django.core.cache import cache

from core import cache as forgiving
from core.cache import ForgivingRedisCache

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}}


@pytest.fixture
def dead():
    """A cache whose Redis is not there."""
    return ForgivingRedisCache("redis://127.0.0.1:1/0", OPTIONS)


@pytest.fixture
def deaf():
    """A cache whose Redis takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield ForgivingRedisCache(f"redis://127.0.0.1:{server.getsockname()[1]}/0", OPTIONS)


def test_with_redis_it_keeps_what_it_is_given():
    cache.set("greeting", "hello", 30)
    assert cache.get("greeting") == "hello"
    cache.set("visits", 4, 30)
    assert cache.incr("visits") == 5


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (lambda cache: cache.get("a"), None),
        (lambda cache: cache.get("a", "other"), "other"),
        (lambda cache: cache.get_many(["a"]), {}),
        (lambda cache: cache.set("a", 1), None),
        (lambda cache: cache.set_many({"a": 1}), []),
        (lambda cache: cache.add("a", 1), True),
        (lambda cache: cache.touch("a"), False),
        (lambda cache: cache.delete("a"), False),
        (lambda cache: cache.delete_many(["a"]), None),
        (lambda cache: cache.has_key("a"), False),
        (lambda cache: cache.get_or_set("a", 7), 7),
        (lambda cache: cache.clear(), False),
    ],
)
def test_without_redis_every_call_is_a_miss(dead, call, answer):
    assert call(dead) == answer


def test_without_redis_a_counter_has_no_value(dead):
    with pytest.raises(ValueError, match="not found"):
        dead.incr("visits")


def test_a_silent_redis_holds_a_request_once_and_is_then_left_alone(deaf):
    start = time.monotonic()
    for _ in range(50):
        deaf.get("a")
    assert time.monotonic() - start < 2


def test_it_says_so_once_and_not_for_every_call(dead, caplog):
    for _ in range(20):
        dead.get("a")
    assert sum("cache_does_not_answer" in str(record.msg) for record in caplog.records) == 1


def test_it_asks_again_after_a_rest(monkeypatch):
    monkeypatch.setattr(forgiving, "REST", 0)
    again = ForgivingRedisCache("redis://127.0.0.1:1/0", OPTIONS)
    assert again.get("a") is None
    again._cache._servers = [cache._servers[0]]
    again._cache._pools = {}
    again.set("a", "back", 30)
    assert again.get("a") == "back"


def test_a_fault_of_ours_is_not_hidden():
    with pytest.raises(AttributeError):
        cache.set("a", lambda: "cannot be stored")
