from django.utils.translation import gettext_lazy as _

from core.models import Store
from core.shell import Card, NavItem, SetupStep, customer_panels, settings_pages, setup_steps


def hears_from_the_shop(store: Store) -> bool:
    return store.storefrontkeys.exclude(last_used_at=None).exists()


settings_pages.register(
    NavItem(
        group="connect",
        label=_("Storefront"),
        icon="webhook",
        url_name="shop-settings:storefront",
        permission="settings.view",
        order=160,
        keywords="script tracking snippet visitors consent pixel t.js",
    )
)
setup_steps.register(
    SetupStep(
        key="storefront",
        label=_("Put the script into your shop"),
        text=_("It tells which pages and products your customers look at."),
        url_name="shop-settings:storefront",
        permission="settings.edit_store",
        done=hears_from_the_shop,
        order=35,
    )
)
customer_panels.register(
    Card(
        key="visits",
        url_name="customer-commerce:visits",
        permission="customers.view",
        title=_("Visits"),
        order=60,
    )
)
