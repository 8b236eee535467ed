from django.utils.translation import gettext_lazy as _

from core import shell

shell.navigation.register(
    shell.NavItem(
        group="customers",
        label=_("Lifecycle"),
        icon="route",
        url_name="customers:lifecycle",
        permission="customers.view",
        order=15,
        keywords="stages funnel flows churn retention awareness consideration purchase advocacy bottleneck",
    )
)
