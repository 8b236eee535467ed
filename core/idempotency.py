"""Idempotency keys: one effect and one answer per key, decided by a unique index in PostgreSQL.

The record is written in the transaction of the effect. A crash takes both; a twin waits on the index.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from core.actors import Actor
from core.models import IdempotencyRecord, Store

KEPT_FOR = timedelta(hours=72)
LONGEST_WAIT = "2s"


class InFlight(Exception):
    """Another request with this key is still at work."""


class KeyReused(Exception):
    """The key came with another request before."""


def claim(
    *, store: Store, by: Actor, key: str, fingerprint: str, now: datetime
) -> tuple[IdempotencyRecord, bool]:
    """The key's record and whether it is new; to be called in the effect's transaction."""
    records = IdempotencyRecord.objects.filter(store=store, actor_kind=by.kind, actor_id=by.id, key=key)
    with _short_wait():
        records.filter(created_at__lt=now - KEPT_FOR).delete()
        try:
            with transaction.atomic():
                return records.create(
                    store=store, actor_kind=by.kind, actor_id=by.id, key=key, fingerprint=fingerprint
                ), True
        except IntegrityError:
            earlier = records.first()
    if earlier is None:
        raise InFlight
    if earlier.fingerprint != fingerprint:
        raise KeyReused
    return earlier, False


def forget_expired(*, now: datetime) -> int:
    return IdempotencyRecord.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


@contextmanager
def _short_wait() -> Iterator[None]:
    """Until the twin's transaction ends, but not for long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
        try:
            yield
        except OperationalError as exc:
            if isinstance(exc.__cause__, LockNotAvailable):
                raise InFlight from exc
            raise
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
