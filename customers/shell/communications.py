from django.utils.translation import gettext_lazy as _

from core import shell
from customers.models import Customer


def _has_email(customer: Customer) -> bool:
    return bool(customer.email) and not (customer.is_erased or customer.is_barred)


def _is_there(customer: Customer) -> bool:
    return not customer.is_erased


shell.customer_panels.register(
    shell.Card(
        key="communications",
        url_name="customers:communications",
        permission="customers.view",
        title=_("Communications"),
        order=20,
    )
)
shell.customer_actions.register(
    shell.CustomerAction(
        key="email",
        label=_("E-mail"),
        icon="mail",
        permission="customers.email",
        url_name="customers:write-email",
        button=True,
        shown=_has_email,
        order=10,
    ),
    shell.CustomerAction(
        key="log",
        label=_("Log a call"),
        icon="phone-call",
        permission="customers.log_interaction",
        url_name="customers:log-interaction",
        shown=_is_there,
        order=40,
    ),
)
