from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from customers.events import payment_methods as events

describe(
    {
        events.PaymentMethodAdded: Words(_("added a payment method of {subject}"), "credit-card"),
        events.PaymentMethodEdited: Words(_("edited a payment method of {subject}"), "credit-card"),
        events.PaymentMethodDeleted: Words(_("deleted a payment method of {subject}"), "trash-2", "danger"),
        events.PaymentMethodRestored: Words(_("brought back a payment method of {subject}"), "undo-2"),
    }
)

name_kinds({"customers.payment_method": Kind(_("Payment method"))})
