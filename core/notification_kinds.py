"""What staff can be notified of, registered by each app in `ready()`. The profile page lists them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    name: str  # "platform.job_finished"
    label: Any  # on the profile page: "A job of mine has finished"
    icon: str
    tone: str = "info"
    toasts: bool = True  # also shown as a toast, wherever the person is


notification_kinds: dict[str, NotificationKind] = {}


def register(*kinds: NotificationKind) -> None:
    notification_kinds.update({kind.name: kind for kind in kinds})
