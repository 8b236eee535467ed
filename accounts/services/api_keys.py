"""What a store does with its API keys."""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import ApiKey

SEEN_EVERY = timedelta(minutes=1)


def note_use(*, key: ApiKey, ip: str | None, now: datetime) -> None:
    """Remember when and from where the key was last used, at most once a minute."""
    if key.last_used_at and key.last_used_at > now - SEEN_EVERY:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - SEEN_EVERY)
    ApiKey.objects.filter(due, pk=key.pk).update(last_used_at=now, last_used_ip=ip)
