from django.utils.translation import gettext_lazy as _

from core.notification_kinds import NotificationKind, register
from customers.handlers import MENTIONED

register(
    NotificationKind(
        name=MENTIONED, label=_("A colleague mentions me in a note"), icon="at-sign", tone="info"
    )
)
