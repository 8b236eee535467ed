from django.utils.translation import gettext_lazy as _

from core.shell import Command, NavItem, commands, settings_pages

settings_pages.register(
    NavItem(
        group="store",
        label=_("Customer fields"),
        icon="list-plus",
        url_name="customer-settings:fields",
        permission="settings.view",
        order=45,
        keywords="custom fields attributes properties own data",
    )
)
commands.register(
    Command(
        label=_("Add a customer field"),
        icon="list-plus",
        url_name="customer-settings:add-field",
        permission="customers.edit_fields",
        drawer=True,
    )
)
