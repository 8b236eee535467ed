from uuid import uuid4

import pytest
from django.test import Client

from core import rate_limit
from tests.factories import ApiKeyFactory


@pytest.fixture
def minute(monkeypatch, settings):
    """The clock of the limit stands in the middle of a minute, and nobody else counts."""
    monkeypatch.setattr(rate_limit.time, "time", lambda: 1_000_000_020.0 + 30)
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


def call(secret, **extra):
    return Client().get("/api/me", headers={"Authorization": f"Bearer {secret}"}, **extra)


def test_every_answer_says_how_many_calls_are_left(store, minute):
    ApiKeyFactory(store=store, secret="rgl_live_a", rate_per_minute=3)
    answer = call("rgl_live_a")
    assert answer["RateLimit-Limit"] == "3"
    assert answer["RateLimit-Remaining"] == "2"
    assert answer["RateLimit-Reset"] == "30"
    assert answer["RateLimit-Policy"] == "3;w=60"
    assert "Retry-After" not in answer


def test_a_key_beyond_its_limit_waits_and_others_do_not(store, minute):
    ApiKeyFactory(store=store, secret="rgl_live_a", rate_per_minute=2)
    ApiKeyFactory(store=store, secret="rgl_live_b", rate_per_minute=2)
    assert [call("rgl_live_a").status_code for _ in range(3)] == [200, 200, 429]
    refused = call("rgl_live_a")
    assert refused["Retry-After"] == "30"
    assert refused["RateLimit-Remaining"] == "0"
    assert refused.json()["code"] == "too_many_requests"
    assert call("rgl_live_b").status_code == 200


def test_the_next_minute_starts_afresh(store, minute, monkeypatch):
    ApiKeyFactory(store=store, secret="rgl_live_a", rate_per_minute=1)
    call("rgl_live_a")
    assert call("rgl_live_a").status_code == 429
    monkeypatch.setattr(rate_limit.time, "time", lambda: 1_000_000_020.0 + 61)
    assert call("rgl_live_a").status_code == 200


def test_guessing_keys_from_one_address_is_slowed_and_nobody_else(store, minute):
    ApiKeyFactory(store=store, secret="rgl_live_a")
    codes = [call(f"rgl_live_wrong{n}", REMOTE_ADDR="198.51.100.7").status_code for n in range(31)]
    assert codes == [401] * 30 + [429]
    assert call("rgl_live_a", REMOTE_ADDR="198.51.100.8").status_code == 200


def test_without_redis_calls_are_allowed(store, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "core.cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert rate_limit.count("nobody", 1).is_over is False


@pytest.mark.parametrize(
    ("networks", "ip", "status"),
    [
        (["203.0.113.0/24"], "203.0.113.9", 200),
        (["203.0.113.0/24"], "203.0.114.9", 403),
        (["2001:db8::/32"], "203.0.113.9", 403),
        (["2001:db8::/32"], "2001:db8::1", 200),
    ],
)
def test_a_key_works_from_its_networks_alone(store, networks, ip, status):
    ApiKeyFactory(store=store, secret="rgl_live_a", ip_allow_list=networks)
    assert call("rgl_live_a", REMOTE_ADDR=ip).status_code == status


def test_a_spoofed_address_does_not_open_a_key(store):
    ApiKeyFactory(store=store, secret="rgl_live_a", ip_allow_list=["203.0.113.0/24"])
    headers = {"Authorization": "Bearer rgl_live_a", "X-Forwarded-For": "203.0.113.9"}
    assert Client().get("/api/me", headers=headers, REMOTE_ADDR="198.51.100.7").status_code == 403
