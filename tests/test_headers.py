"""Headers and cookies of every page, signed in and signed out, found or not."""

import os
import secrets
import subprocess
import sys

import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.furnished import Shop
from tests.routes import our_routes

READABLE = [route for route in our_routes() if "GET" in route.permissions or route.is_public]


def assert_guarded(response):
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "Access-Control-Allow-Origin" not in response


def is_a_picture(response):
    """Its address changes with it, so the reader's own browser may keep it; nobody else may."""
    return response["Content-Type"].startswith("image/") and "private" in response["Cache-Control"]


@pytest.mark.parametrize("route", READABLE, ids=str)
def test_every_answer_is_guarded_and_personal_ones_are_not_stored(db, route):
    shop = Shop()
    url = shop.url(route)
    mine, anyones = signed_in(shop.owner).get(url), Client().get(url)

    assert_guarded(mine)
    assert_guarded(anyones)
    if not route.is_public:
        assert "no-store" in mine["Cache-Control"] or is_a_picture(mine)
        assert anyones.status_code in {302, 401, 403, 405}


@pytest.mark.parametrize("path", ["/nowhere", "/api/nowhere", "/account/login/", "/admin/"])
def test_other_answers_are_guarded_too(db, path):
    assert_guarded(Client().get(path))


def test_cookies_are_kept_from_scripts_and_other_sites(owner):
    response = owner.get("/account/login/")
    for cookie in [*response.cookies.values(), *owner.cookies.values()]:
        assert cookie["samesite"] in {"Lax", ""}
        assert cookie["domain"] == ""
    assert owner.cookies["session"]


def test_over_https_cookies_belong_to_the_host_alone():
    """Read in a process of its own: the settings are made once, from the environment."""
    code = (
        "from django.conf import settings as s; import django; django.setup();"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "crm.settings",
        "PUBLIC_BASE_URL": "https://shop.example.com",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ENCRYPTION_KEYS": secrets.token_hex(32),
    }
    printed = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert printed.split() == ["__Host-session", "__Host-csrf", "True", "True", "31536000", "True"]


def test_a_foreign_host_is_refused(db):
    assert Client().get("/", headers={"host": "evil.example.net"}).status_code == 400
