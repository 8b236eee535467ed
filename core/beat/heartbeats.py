"""Signs of life of beat and workers: written by canaries, read by health checks and the jobs page."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from core.models import Heartbeat

BEAT = "beat"
DEAD_AFTER = timedelta(seconds=120)


def seen(part: str, host: str) -> None:
    Heartbeat.objects.update_or_create(part=part, host=host, defaults={"seen_at": timezone.now()})


def last_seen() -> dict[str, datetime | None]:
    """The latest sign of the beat and of each queue; None was never seen."""
    latest = dict(Heartbeat.objects.values_list("part").annotate(Max("seen_at")))
    return {part: latest.get(part) for part in (BEAT, *settings.QUEUES)}


def silent_parts(now: datetime) -> list[str]:
    """Parts that gave no sign for two minutes."""
    return [part for part, seen_at in last_seen().items() if seen_at is None or now - seen_at > DEAD_AFTER]


def is_host_alive(host: str, now: datetime) -> bool:
    """For a worker container's own check: has this host answered a canary lately?"""
    return Heartbeat.objects.filter(host=host, seen_at__gt=now - DEAD_AFTER).exclude(part=BEAT).exists()
