from django.utils.translation import gettext_lazy as _

from core import shell

shell.customer_panels.register(
    shell.Card(
        key="activity",
        url_name="customers:activity",
        permission="platform.view_activity",
        title=_("Activity of this profile"),
        order=95,
        beside=True,
        follows=True,
    )
)
