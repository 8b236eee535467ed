from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import features, shell


class CustomersConfig(AppConfig):
    name = "customers"

    def ready(self):
        from customers.queries import found_in_palette  # models are not loaded earlier

        features.register(
            features.Feature(
                key="customers",
                label=_("Customers"),
                text=_("The directory, the profiles and their notes."),
                icon="users",
                order=10,
            )
        )
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
        shell.navigation.register(
            shell.NavItem(
                group="customers",
                label=_("Tags"),
                icon="tag",
                url_name="customers:tags",
                permission="customers.view",
                order=20,
                keywords="labels words groups",
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
            shell.RecordSearch(
                label=_("Customers"), permission="customers.view", find=found_in_palette, order=10
            )
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
        shell.customer_panels.register(
            shell.Card(
                key="figures",
                url_name="customers:figures",
                permission="customers.view",
                title=_("Figures"),
                order=5,
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
