"""What can be done with a customer, on their page; other nouns and apps register theirs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.shell import CustomerAction, customer_actions
from customers.models import Customer


def _has_phone(customer: Customer) -> bool:
    return bool(customer.phone)


def _is_there(customer: Customer) -> bool:
    return not customer.is_erased


customer_actions.register(
    CustomerAction(
        key="call",
        label=gettext_lazy("Call"),
        icon="phone",
        permission="customers.view",
        link=lambda customer: f"tel:{customer.phone}",
        how="page",
        button=True,
        shown=_has_phone,
        order=20,
    ),
    CustomerAction(
        key="note",
        label=gettext_lazy("Add note"),
        icon="square-pen",
        permission="customers.add_note",
        link=lambda customer: "#id_text",
        how="page",
        button=True,
        shown=_is_there,
        order=30,
    ),
    CustomerAction(
        key="edit",
        label=gettext_lazy("Edit"),
        icon="pencil",
        permission="customers.edit",
        url_name="customers:edit",
        button=True,
        shown=_is_there,
        order=100,
    ),
    CustomerAction(
        key="suspend",
        label=gettext_lazy("Suspend"),
        icon="pause",
        permission="customers.suspend",
        url_name="customers:suspend",
        shown=lambda customer: not customer.is_barred and not customer.is_erased,
        order=300,
    ),
    CustomerAction(
        key="reinstate",
        label=gettext_lazy("Reinstate"),
        icon="user-check",
        permission="customers.suspend",
        url_name="customers:reinstate",
        how="send",
        shown=lambda customer: customer.is_suspended,
        order=310,
    ),
    CustomerAction(
        key="ban",
        label=gettext_lazy("Ban"),
        icon="ban",
        permission="customers.suspend",
        url_name="customers:ban",
        shown=lambda customer: not customer.is_banned and not customer.is_erased,
        order=320,
    ),
    CustomerAction(
        key="lift-ban",
        label=gettext_lazy("Lift the ban"),
        icon="user-check",
        permission="customers.suspend",
        url_name="customers:lift-ban",
        how="send",
        shown=lambda customer: customer.is_banned,
        order=330,
    ),
    CustomerAction(
        key="delete",
        label=gettext_lazy("Delete"),
        icon="trash-2",
        permission="customers.delete",
        url_name="customers:delete",
        how="leave",
        asks=lambda customer: _("Delete %(name)s?") % {"name": customer.name},
        explains=gettext_lazy(
            "The profile and its notes disappear. You can undo this for a day; then it is final."
        ),
        dangerous=True,
        order=400,
    ),
)
