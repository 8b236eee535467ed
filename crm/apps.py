from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.shell import Command, NavItem, commands, navigation


class CrmConfig(AppConfig):
    name = "crm"

    def ready(self):
        navigation.register(
            NavItem(
                group="home",
                label=_("Home"),
                icon="house",
                url_name="home",
                permission="home.view",
                order=0,
                shortcut="h",
                keywords="start dashboard today",
            )
        )
        commands.register(
            Command(
                label=_("Read the API reference"),
                icon="book-open",
                url_name="api-docs",
                permission="home.view",
                group="do",
                order=900,
            )
        )
