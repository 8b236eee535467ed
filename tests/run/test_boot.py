"""Start a program with each wrong setting: it must end, name the setting and say what to do."""

import subprocess
import sys

import pytest

from crm.boot import refuse_unsafe
from crm.embedded import ROOT
from tests.run.clones import bare_environment

SOUND = {
    "SECRET_KEY": "kV3pXr9tQm7LzB2nHsW5yJf8DcGa1uEo4TiR6vNx0PqMwZbYhKjUgClSd",
    "ENCRYPTION_KEYS": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "DATABASE_URL": "postgresql://crm:kV3pXr9tQm7L@db.internal/crm",
    "REDIS_URL": "redis://:n4Jx7Kq2@redis.internal/0",
    "PUBLIC_BASE_URL": "https://crm.larkspur-goods.com",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "crm.larkspur-goods.com",
}
UNSOUND = {
    "no key": ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    "a short key": ({"SECRET_KEY": SOUND["SECRET_KEY"][:49]}, "SECRET_KEY has 49 characters"),
    "an example key": ({"SECRET_KEY": "change-me-" + SOUND["SECRET_KEY"]}, "SECRET_KEY is an example"),
    "a key of one letter": ({"SECRET_KEY": "k" * 60}, "SECRET_KEY is an example"),
    "a short old key": ({"SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY_FALLBACKS has 5 characters"),
    "no encryption key": ({"ENCRYPTION_KEYS": ""}, "ENCRYPTION_KEYS is missing"),
    "a short encryption key": ({"ENCRYPTION_KEYS": "ab12"}, "ENCRYPTION_KEYS must be 32 bytes"),
    "an example encryption key": ({"ENCRYPTION_KEYS": "01234567" * 8}, "ENCRYPTION_KEYS holds an example"),
    "a common password": (
        {"DATABASE_URL": "postgresql://crm:postgres@db.internal/crm"},
        "DATABASE_URL has no password, or one everybody knows",
    ),
    "no password": (
        {"DATABASE_URL": "postgresql://crm@db.internal/crm"},
        "DATABASE_URL has no password, or one everybody knows",
    ),
    "passwords in the clear": (
        {"PUBLIC_BASE_URL": "http://crm.larkspur-goods.com"},
        "must begin with https://",
    ),
    "no address": ({"PUBLIC_BASE_URL": "crm.larkspur-goods.com"}, "PUBLIC_BASE_URL must be the address"),
    "debug in public": ({"DEBUG": "1"}, "DEBUG shows settings and data"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS lets every host name in"),
}


def boot(**changes):
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=bare_environment(**(SOUND | changes)),
        capture_output=True,
        text=True,
    )


def test_sound_settings_start():
    started = boot()
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(("changes", "says"), UNSOUND.values(), ids=UNSOUND.keys())
def test_unsound_settings_do_not_start(changes, says):
    ended = boot(**changes)
    assert ended.returncode != 0
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_a_program_that_brings_no_servers_does_not_start_without_their_address(name):
    ended = subprocess.run(
        [sys.executable, "-c", "import crm.wsgi"],
        cwd=ROOT,
        env=bare_environment(**(SOUND | {name: ""})),
        capture_output=True,
        text=True,
    )
    assert ended.returncode != 0
    assert f"{name} is missing" in ended.stderr


def test_all_faults_are_named_at_once():
    ended = boot(SECRET_KEY="", ENCRYPTION_KEYS="", PUBLIC_BASE_URL="http://crm.larkspur-goods.com")
    assert ended.stderr.count("  - ") == 3


def test_a_secret_never_stands_in_the_refusal():
    ended = boot(
        SECRET_KEY=SOUND["SECRET_KEY"][:40], DATABASE_URL="postgresql://crm:postgres@db.internal/crm"
    )
    assert SOUND["SECRET_KEY"][:40] not in ended.stderr
    assert "crm:postgres" not in ended.stderr


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_this_machine_needs_no_https_and_may_debug(url):
    refuse_unsafe(
        debug=True,
        secret_keys=[SOUND["SECRET_KEY"]],
        encryption_keys=[SOUND["ENCRYPTION_KEYS"]],
        public_base_url=url,
        allowed_hosts=["localhost"],
        database_url="postgresql:///crm",
        redis_url="redis://localhost",
    )
