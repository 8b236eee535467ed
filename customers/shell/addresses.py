from django.utils.translation import gettext_lazy as _

from core import shell

shell.customer_panels.register(
    shell.Card(
        key="addresses",
        url_name="customers:addresses",
        permission="customers.view",
        title=_("Addresses"),
        order=20,
        beside=True,
    )
)
