from django.utils.translation import gettext_lazy as _

from core import shell

shell.customer_panels.register(
    shell.Card(
        key="consents",
        url_name="customers:consents",
        permission="customers.view",
        title=_("Consents"),
        order=40,
        beside=True,
    )
)
shell.settings_pages.register(
    shell.NavItem(
        group="store",
        label=_("Topics"),
        icon="newspaper",
        url_name="customer-settings:topics",
        permission="settings.view",
        order=60,
        keywords="newsletter consent subscriptions preferences",
    )
)
