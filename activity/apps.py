from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import shell


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self):
        shell.navigation.register(
            shell.NavItem(
                group="insights",
                label=_("Activity"),
                icon="history",
                url_name="activity:list",
                permission="platform.view_activity",
                order=90,
                shortcut="a",
                keywords="audit log history who changed",
            )
        )
        shell.home_cards.register(
            shell.Card(
                key="activity",
                url_name="activity:recent",
                permission="platform.view_activity",
                title=_("Recent activity"),
                order=80,
            )
        )
