from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.shell import NavItem, navigation


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
