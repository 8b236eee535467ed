from django.utils.translation import gettext_lazy as _

from core import former_ids, shell
from core.shell import CustomerAction, customer_actions
from customers import finders
from customers.queries import current_id, former_owner

former_ids.register("customer_id", current_id)
finders.register(former_owner)
shell.navigation.register(
    shell.NavItem(
        group="customers",
        label=_("Duplicates"),
        icon="git-merge",
        url_name="customers:duplicates",
        permission="customers.view",
        order=26,
        keywords="merge double same person twice unmerge",
    )
)
customer_actions.register(
    CustomerAction(
        key="merge",
        label=_("Merge with another"),
        icon="git-merge",
        permission="customers.merge",
        url_name="customers:merge",
        how="page",
        shown=lambda customer: not customer.is_erased,
        order=120,
    )
)
shell.customer_panels.register(
    shell.Card(
        key="merged",
        url_name="customers:merged",
        permission="customers.view",
        title="",
        order=95,
        beside=True,
    )
)
