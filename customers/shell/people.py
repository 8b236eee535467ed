from django.utils.translation import gettext_lazy as _

from core import shell
from customers.queries import found_in_palette

shell.navigation.register(
    shell.NavItem(
        group="customers",
        label=_("Customers"),
        icon="users",
        url_name="customers:list",
        permission="customers.view",
        order=10,
        shortcut="c",
        keywords="people contacts directory buyers subscribers",
    )
)
shell.commands.register(
    shell.Command(
        label=_("Add customer"),
        icon="user-plus",
        url_name="customers:add",
        permission="customers.add",
        drawer=True,
    )
)
shell.searches.register(
    shell.RecordSearch(label=_("Customers"), permission="customers.view", find=found_in_palette, order=10)
)
shell.home_cards.register(
    shell.Card(
        key="customers",
        url_name="customers:growth",
        permission="customers.view",
        title=_("Customers"),
        order=10,
    )
)
shell.setup_steps.register(
    shell.SetupStep(
        key="first-customer",
        label=_("Add your first customer"),
        text=_("By hand, or let your shop send them through the API."),
        url_name="customers:add",
        permission="customers.add",
        done=lambda store: store.customers.exists(),
        order=30,
    )
)
