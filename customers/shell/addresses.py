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
    ),
    shell.Card(
        key="payment-methods",
        url_name="customers:payment-methods",
        permission="customers.view",
        title=_("Payment methods"),
        order=30,
        beside=True,
    ),
    shell.Card(
        key="relations",
        url_name="customers:relations",
        permission="customers.view",
        title=_("Related people"),
        order=40,
        beside=True,
    ),
    shell.Card(
        key="preferences",
        url_name="customers:preferences",
        permission="customers.view",
        title=_("Preferences"),
        order=50,
        beside=True,
    ),
    shell.Card(
        key="files",
        url_name="customers:files",
        permission="customers.view_files",
        title=_("Files"),
        order=60,
        beside=True,
    ),
)
