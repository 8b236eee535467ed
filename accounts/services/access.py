"""What is remembered of attempts that were refused."""

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

from core.actors import Actor
from core.models import Store

QUIET_FOR = 600  # seconds in which the same refusal of the same person is not noted again
logger = structlog.get_logger(__name__)


def note_denial(*, store: Store, permission: str, path: str, by: Actor) -> None:
    """Note a refused attempt, once in ten minutes per person and permission: a loop cannot flood the log."""
    try:
        is_new = cache.add(f"denied:{store.pk}:{by.kind}:{by.id}:{permission}", 1, QUIET_FOR)
    except RedisError:
        is_new = True
    if is_new:
        logger.warning("access_denied", permission=permission, path=path)
