"""What must be well for Regulars to work: asked by `/readyz` and, in words, by `manage.py doctor`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from redis import Redis

from core.beat.heartbeats import BEAT, silent_parts
from core.files import private_files
from core.models import ParkedEvent

CLOCK_TOLERANCE = 2  # seconds between this machine and the database


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    level: Level
    text: str
    advice: str = ""


def ok(text: str) -> Finding:
    return Finding(Level.OK, text)


def warn(text: str, advice: str) -> Finding:
    return Finding(Level.WARN, text, advice)


def fail(text: str, advice: str) -> Finding:
    return Finding(Level.FAIL, text, advice)


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    if int(version.split(".")[0]) < 15:
        return fail(f"PostgreSQL {version} is too old.", "Upgrade it to PostgreSQL 15 or newer.")
    return ok(f"PostgreSQL {version} answers.")


def migrations() -> Finding:
    waiting = unapplied_migrations()
    if waiting:
        return fail(
            f"{waiting} migrations are not applied.", "Run `manage.py migrate`, then restart web and worker."
        )
    return ok("The database is up to date.")


def redis() -> Finding:
    policy = Redis.from_url(settings.REDIS_URL, socket_timeout=3).config_get("maxmemory-policy")
    if policy.get("maxmemory-policy") not in (None, "noeviction"):
        return warn(
            f"Redis answers but may drop queued work (maxmemory-policy {policy['maxmemory-policy']}).",
            "Set `maxmemory-policy noeviction` in its configuration.",
        )
    return ok("Redis answers.")


def workers() -> Finding:
    silent = [part for part in silent_parts(timezone.now()) if part != BEAT]
    if silent:
        return fail(
            f"No worker has answered for two minutes on: {', '.join(silent)}.",
            "Start it (`make run`, or `docker compose up -d worker`), or restart it when it runs.",
        )
    return ok("Workers answer on every queue.")


def beat() -> Finding:
    if BEAT in silent_parts(timezone.now()):
        return fail(
            "The beat, which starts periodic work, has been silent for two minutes.",
            "Start it (`make run`, or `docker compose up -d beat`), or restart it when it runs.",
        )
    return ok("The beat ticks.")


def storage() -> Finding:
    files, content = private_files(), b"written by manage.py doctor"
    name = files.save(f"doctor/{uuid4()}.txt", ContentFile(content))
    try:
        with files.open(name) as stored:
            read = stored.read()
    finally:
        files.delete(name)
    if read != content:
        return fail("A stored file reads back differently.", "Check the disk or the bucket of the storage.")
    return ok("Files can be written, read and deleted.")


def mail() -> Finding:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return warn(
            f"No mail leaves this machine ({settings.EMAIL_BACKEND.rpartition('.')[2]}).",
            "Set EMAIL_URL, for example smtp+tls://user:password@mail.example.com:587.",
        )
    sender = get_connection()
    sender.open()
    sender.close()
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return warn(
            "The mail server answers, without encryption.", "Use smtp+tls:// or smtp+ssl:// in EMAIL_URL."
        )
    return ok("The mail server lets us in.")


def clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((datetime.now(UTC) - cursor.fetchone()[0]).total_seconds())
    if apart > CLOCK_TOLERANCE:
        return warn(
            f"This machine and the database disagree by {apart:.0f} s about the time.",
            "Let both set their clocks by NTP; sign-in codes and schedules depend on it.",
        )
    return ok("The clocks agree.")


def parked_events() -> Finding:
    parked = ParkedEvent.objects.count()
    if parked:
        return warn(
            f"{parked} events wait for a handler that failed.", "Look at them on the jobs page; replay them."
        )
    return ok("No event is parked.")


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "migrations": migrations,
    "redis": redis,
    "workers": workers,
    "beat": beat,
    "storage": storage,
    "mail": mail,
    "clock": clock,
    "events": parked_events,
}
ADVICE_WHEN_BROKEN = {
    "database": "Check DATABASE_URL and that the server runs.",
    "redis": "Check REDIS_URL and that the server runs.",
    "storage": "Check the folder or bucket of the storage and its permissions.",
    "mail": "Check EMAIL_URL: host, port, name and password.",
}
READINESS = ("database", "migrations", "workers", "beat")


def examine(name: str) -> Finding:
    """Run one check; that it breaks is a finding too."""
    try:
        return CHECKS[name]()
    except Exception as error:  # noqa: BLE001 (whatever goes wrong is what we look for)
        text = str(error).strip().split("\n")[0] or type(error).__name__
        return fail(f"Cannot tell: {text}", ADVICE_WHEN_BROKEN.get(name, "Mend what is above first."))


def is_ready() -> bool:
    return all(examine(name).level is not Level.FAIL for name in READINESS)


def unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
