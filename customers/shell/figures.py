from django.utils.translation import gettext_lazy as _

from core import shell

shell.customer_panels.register(
    shell.Card(
        key="figures",
        url_name="customers:figures",
        permission="customers.view",
        title=_("Figures"),
        order=5,
    )
)
