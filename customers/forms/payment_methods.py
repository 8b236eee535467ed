from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import Suggestions
from customers.card_numbers import REFUSAL, has_card_number
from customers.models import PaymentKind

BRANDS = ("Visa", "Mastercard", "American Express", "Discover", "Apple Pay", "Google Pay", "PayPal", "SEPA")
OFF = {"autocomplete": "off"}


def whole(label, least: int, most: int, example: str):
    widget = forms.TextInput(attrs={**OFF, "inputmode": "numeric", "placeholder": example})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most, widget=widget)


class PaymentMethodForm(forms.Form):
    """What looks like a card's number is refused and not shown again."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PaymentKind.choices)
    brand = forms.CharField(label=_("Brand"), max_length=40, required=False, widget=Suggestions(BRANDS))
    last_four = forms.CharField(
        label=_("Last four digits"),
        max_length=40,
        required=False,
        help_text=_("Never the whole number."),
        widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric"}),
    )
    expires_month = whole(_("Expires, month"), 1, 12, "08")
    expires_year = whole(_("Year"), 2000, 2100, "2029")
    provider = forms.CharField(
        label=_("Payment service"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**OFF, "placeholder": "Stripe"}),
    )
    token = forms.CharField(
        label=_("Token"),
        max_length=200,
        required=False,
        help_text=_("What the payment service calls it. Kept sealed and never shown again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data=None, *args: Any, has_token: bool = False, **kwargs: Any):
        super().__init__(_without_numbers(data), *args, **kwargs)
        self.held_number = data is not None and _holds_number(data)
        if has_token:
            self.fields["token"].help_text = _("One is kept. Leave this empty to keep it.")

    def clean(self):
        if self.held_number:
            raise forms.ValidationError(REFUSAL)
        return super().clean()


def _holds_number(data) -> bool:
    return any(has_card_number(str(value)) for value in data.values())


def _without_numbers(data):
    """A refused form shows what was typed; this must not be among it."""
    if data is None:
        return None
    return {name: "" if has_card_number(str(value)) else value for name, value in data.items()}
