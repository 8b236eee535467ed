"""Loaded by pytest before Django: servers, secrets, and names of its own for the run.

Several runs may go on at once, and beside `make run`: each takes a numbered place, held by a lock, and with
it its own databases, Redis numbers and files. The workers of xdist inherit the place.
"""

import atexit
import os
from hashlib import sha256, sha512

from crm import embedded
from crm.embedded.locks import Lock

PLACE, SERVER = "REGULARS_TEST_PLACE", "REGULARS_TEST_REDIS"
PLACES = 15
WORKERS = 8  # that have a Redis number of their own


def take_place() -> str:
    """The lowest number no other run holds; ours until this process ends."""
    folder = embedded.ROOT / ".data" / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, PLACES + 1):
        lock = Lock(folder / f"tests-{number}", taken=False)
        if lock.try_take():
            atexit.register(lock.release)
            return str(number)
        lock.release()
    raise SystemExit(f"{PLACES} test runs are going on already.")


def redis_url(server: str, number: int) -> str:
    """0 is the app's; a server of your own has only 16 numbers to share out."""
    if server.startswith("unix:"):
        return f"{server}?db={number}"
    return f"{server.rstrip('/')}/{number % 15 + 1}"


def name_everything() -> None:
    if PLACE not in os.environ:
        os.environ[PLACE] = take_place()
    place = int(os.environ[PLACE])
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    server = os.environ.setdefault(SERVER, os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = redis_url(server, place * WORKERS + worker % WORKERS)
    os.environ["MEDIA_ROOT"] = str(embedded.ROOT / ".data" / "tests" / f"{place}-{worker}")


def pytest_configure(config):
    """Tests commit often and keep nothing: they need not wait for the disk, nor for hashed file names."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = f"test_regulars_{os.environ[PLACE]}"
    database["OPTIONS"]["options"] += " -c synchronous_commit=off"
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


os.environ.setdefault("SECRET_KEY", sha512(b"tests").hexdigest())
os.environ.setdefault("ENCRYPTION_KEYS", sha256(b"tests").hexdigest())
os.environ.setdefault("STYLEGUIDE", "true")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the thread
embedded.provide()
name_everything()
