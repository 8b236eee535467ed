"""What this app's model holds."""

from django.utils.translation import gettext_lazy as _

from core.privacy import deletes
from notifications.models import Notification

deletes(
    Notification,
    lambda subject: subject.in_text("title", "text", "url"),
    label=_("Notices to staff that name them"),
    hides=("store", "user", "key"),
)
