from django.utils.translation import gettext_lazy as _

from core.shell import NavItem, settings_pages

settings_pages.register(
    NavItem(
        group="store",
        label=_("Customer health"),
        icon="gauge",
        url_name="shop-settings:health",
        permission="settings.view",
        order=32,
        keywords="score weights churn recalculate figures",
    )
)
