from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import shell
from customers.models import Customer
from privacy.models import RequestKind
from privacy.queries import overdue_count


def _asks(kind: str):
    def link(customer: Customer) -> str:
        return f"{reverse('privacy:new')}?{urlencode({'customer': customer.public_id, 'kind': kind})}"

    return link


def _is_there(customer: Customer) -> bool:
    return not customer.is_erased


shell.navigation.register(
    shell.NavItem(
        group="customers",
        label=_("Privacy"),
        icon="shield-check",
        url_name="privacy:list",
        permission="privacy.view",
        order=80,
        count=overdue_count,
        keywords="gdpr erasure access requests data protection retention",
    )
)
shell.commands.register(
    shell.Command(
        label=_("Take down a privacy request"),
        icon="shield-check",
        url_name="privacy:new",
        permission="privacy.handle",
        drawer=True,
        order=150,
    )
)
shell.customer_actions.register(
    shell.CustomerAction(
        key="export-data",
        label=_("Export all data"),
        icon="package",
        permission="privacy.handle",
        link=_asks(RequestKind.ACCESS),
        shown=_is_there,
        order=250,
    ),
    shell.CustomerAction(
        key="erase",
        label=_("Erase"),
        icon="eraser",
        permission="privacy.handle",
        link=_asks(RequestKind.ERASURE),
        shown=_is_there,
        dangerous=True,
        order=410,
    ),
)
