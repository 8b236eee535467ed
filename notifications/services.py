"""Telling staff what concerns them, and what they do with it. These are private marks, so no events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Membership, User
from core.models import Store
from notifications.models import Notification

KEPT = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing to tell one person."""

    store_id: int
    user_id: int
    kind: str
    title: str
    text: str = ""
    url: str = ""
    key: str = ""


def notify(
    *,
    store: Store,
    users: Iterable[User],
    kind: str,
    title: str,
    text: str = "",
    url: str = "",
    key: str = "",
) -> int:
    """Tell the same to many members of a store; returns how many were told."""
    notices = [
        Notice(store_id=store.pk, user_id=user.pk, kind=kind, title=title, text=text, url=url, key=key)
        for user in users
    ]
    return deliver(notices)


@transaction.atomic
def deliver(notices: Iterable[Notice]) -> int:
    """Keep notices for those who still work in the store and have not switched their kind off."""
    notices = list(notices)
    muted = _muted_by_member(notices)
    wanted = [
        notice
        for notice in notices
        if notice.kind not in muted.get((notice.store_id, notice.user_id), {notice.kind})
    ]
    Notification.objects.bulk_create((_row(notice) for notice in wanted), ignore_conflicts=True)
    return len(wanted)


def mark_read(*, notification: Notification, now: datetime) -> None:
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=now, seen_at=now)


def mark_all_read(*, store: Store, user: User, now: datetime) -> int:
    return store.notifications.of(user).unread().update(read_at=now, seen_at=now)


def mark_seen(*, up_to: Notification, now: datetime) -> int:
    """The toasts up to this one were shown: they need not come again."""
    shown = Notification.objects.filter(store=up_to.store, user=up_to.user, pk__lte=up_to.pk, seen_at=None)
    return shown.update(seen_at=now)


def forget_old(*, now: datetime) -> int:
    return Notification.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _muted_by_member(notices: list[Notice]) -> dict[tuple[int, int], set[str]]:
    members = Membership.objects.active().filter(
        store__in={notice.store_id for notice in notices},
        user__in={notice.user_id for notice in notices},
        user__is_active=True,
    )
    muted = members.values_list("store_id", "user_id", "user__muted_notifications")
    return {(store_id, user_id): set(kinds) for store_id, user_id, kinds in muted}


def _row(notice: Notice) -> Notification:
    return Notification(
        store_id=notice.store_id,
        user_id=notice.user_id,
        kind=notice.kind,
        title=notice.title[:200],
        text=notice.text[:300],
        url=notice.url,
        key=notice.key,
    )
