from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.notification_kinds import NotificationKind
from core.notification_kinds import register as register_kinds


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self):
        from privacy import merging, shell  # noqa: F401 (they register; models are not loaded earlier)

        register_kinds(
            NotificationKind(
                name="privacy.request_due",
                label=_("A privacy request is due (who may answer it)"),
                icon="shield-check",
                tone="warning",
            )
        )
