from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self):
        from core.notification_kinds import NotificationKind, register

        register(
            NotificationKind(
                name="platform.job_finished",
                label=_("A job I started is done"),
                icon="circle-check",
                tone="success",
            ),
            NotificationKind(
                name="platform.job_failed",
                label=_("A job I started failed"),
                icon="circle-alert",
                tone="danger",
            ),
            NotificationKind(
                name="platform.rows_exported",
                label=_("A colleague exports a list (owners)"),
                icon="download",
                tone="warning",
            ),
        )
