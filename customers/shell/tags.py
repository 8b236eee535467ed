from django.utils.translation import gettext_lazy as _

from core import shell

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
