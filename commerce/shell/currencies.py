from django.utils.translation import gettext_lazy as _

from core.shell import Command, NavItem, commands, settings_pages

settings_pages.register(
    NavItem(
        group="store",
        label=_("Currencies"),
        icon="coins",
        url_name="shop-settings:currencies",
        permission="settings.view",
        order=15,
        keywords="exchange rates money",
    )
)
commands.register(
    Command(
        label=_("Add a currency rate"),
        icon="coins",
        url_name="shop-settings:add-rate",
        permission="settings.edit_store",
        order=305,
    )
)
