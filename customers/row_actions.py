"""Short ways to do something with a customer, beside their row in the list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.lists import RowAction
from customers.models import Customer


def _email(customer: Customer) -> str:
    if not customer.email or customer.is_erased or customer.is_barred:
        return ""
    return reverse("customers:write-email", args=[customer.public_id])


def _note(customer: Customer) -> str:
    if customer.is_erased:
        return ""
    return reverse("customers:profile", args=[customer.public_id]) + "#notes"


ROW_ACTIONS = (
    RowAction(
        label=lambda customer: _("Write %(name)s an e-mail") % {"name": customer.name},
        icon="mail",
        permission="customers.email",
        url=_email,
        drawer=True,
    ),
    RowAction(
        label=lambda customer: _("Call %(name)s") % {"name": customer.name},
        icon="phone",
        permission="customers.view",
        url=lambda customer: f"tel:{customer.phone}" if customer.phone else "",
    ),
    RowAction(
        label=lambda customer: _("Add a note about %(name)s") % {"name": customer.name},
        icon="square-pen",
        permission="customers.add_note",
        url=_note,
    ),
)
