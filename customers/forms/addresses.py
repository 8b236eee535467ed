from django import forms
from django.utils.translation import gettext_lazy as _

from customers.countries import country_choices
from customers.models import AddressKind

OFF = {"autocomplete": "off"}


def text(label, most: int, **attrs):
    widget = forms.TextInput(attrs={**OFF, **attrs})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


class AddressForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=AddressKind.choices)
    name = text(_("Name on the letter"), 200)
    company = text(_("Company"), 200)
    line_1 = text(_("Street and number"), 200)
    line_2 = text(_("Second line"), 200, placeholder=_("Flat, floor, care of"))
    postcode = text(_("Post code"), 20)
    city = text(_("Town"), 100)
    region = text(_("State or region"), 100)
    country = forms.ChoiceField(label=_("Country"), required=False)
    phone = text(_("Phone"), 40, type="tel")
    is_main = forms.BooleanField(
        label=_("Main address"), required=False, help_text=_("Says where the customer lives.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Not known")), *country_choices()]
        if self.initial.get("is_main"):
            self.fields["is_main"].disabled = True
            self.fields["is_main"].help_text = _("Make another one the main address to change this.")
