from django.utils.translation import gettext_lazy as _

from core import shell
from core.uploads.handler import takes_up_to
from customers.services.imports import MOST_BYTES

shell.commands.register(
    shell.Command(
        label=_("Import customers"),
        icon="upload",
        url_name="customers:imports",
        permission="customers.import",
    )
)
takes_up_to("customers:imports", MOST_BYTES + 1024 * 1024)
