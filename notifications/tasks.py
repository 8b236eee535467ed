from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from core.beat import periodic
from notifications.services import forget_old


@periodic(
    "notifications.forget_old", title=_("Forget notifications older than 90 days"), daily_at=time(3, 40)
)
def forget_old_notifications(slot: datetime) -> None:
    forget_old(now=slot)
