from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from accounts.models import User
from core.models import Store
from notifications.models import Notification

FRESH = timedelta(minutes=30)  # older ones are in the list, and no longer worth a toast


@dataclass(frozen=True)
class Bell:
    """What the bell shows; `tag` changes when any of it does."""

    unread: int
    newest: int | None
    unseen: int

    @property
    def tag(self) -> str:
        return f"{self.unread}-{self.newest or 0}-{self.unseen}"

    @property
    def badge(self) -> str:
        return "99+" if self.unread > 99 else str(self.unread or "")


def bell_of(store: Store, user: User, now: datetime) -> Bell:
    """One query over the unread ones, which an index holds."""
    fresh = Q(seen_at=None, created_at__gte=now - FRESH)
    found = (
        store.notifications.of(user)
        .unread()
        .aggregate(unread=Count("pk"), newest=Max("pk"), unseen=Count("pk", filter=fresh))
    )
    return Bell(**found)


def to_toast(store: Store, user: User, now: datetime) -> list[Notification]:
    """The newest few not shown yet, newest first."""
    unseen = store.notifications.of(user).unseen_since(now - FRESH).newest_first()[:50]
    return [notification for notification in unseen if notification.described.toasts]
