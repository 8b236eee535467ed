"""What is remembered of who came: refused attempts, and when a key was last used."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q
from redis.exceptions import RedisError

from accounts.events import AccessDenied
from accounts.models import ApiKey
from core.actors import Actor
from core.events import publish
from core.models import Store

QUIET_FOR = 600  # seconds in which the same refusal of the same person is not noted again
SEEN_EVERY = timedelta(minutes=1)


def note_denial(*, store: Store, permission: str, path: str, by: Actor) -> None:
    """Note a refused attempt, once in ten minutes per person and permission: a loop cannot flood the log."""
    try:
        is_news = cache.add(f"denied:{store.pk}:{by.kind}:{by.id}:{permission}", 1, QUIET_FOR)
    except RedisError:
        is_news = True
    if is_news:
        publish(AccessDenied(store_id=store.pk, permission=permission, path=path[:200]), by=by)


def note_use(*, key: ApiKey, ip: str | None, now: datetime) -> None:
    """Remember when and from where the key was last used, at most once a minute."""
    if key.last_used_at and key.last_used_at > now - SEEN_EVERY:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - SEEN_EVERY)
    ApiKey.objects.filter(due, pk=key.pk).update(last_used_at=now, last_used_ip=ip)
