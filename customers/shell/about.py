from django.utils.translation import gettext_lazy as _

from core import shell

shell.customer_panels.register(
    shell.Card(
        key="about",
        url_name="customers:about",
        permission="customers.view",
        title=_("About"),
        order=10,
        beside=True,
    )
)
