from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """The pages on which staff see what the house does by itself: jobs, schedules, files."""

    name = "operations"

    def ready(self):
        from core.shell import NavItem, navigation

        navigation.register(
            NavItem(
                group="settings",
                label=_("Jobs"),
                icon="list-checks",
                url_name="jobs:list",
                permission="platform.view_jobs",
                order=80,
                shortcut="j",
                keywords=str(_("exports imports progress background work")),
            )
        )
