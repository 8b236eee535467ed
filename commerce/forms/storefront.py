from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.settings import Lines
from commerce.models import TrackingMode
from core.widgets import ChoiceCards

MODE_TEXTS = {
    TrackingMode.CONSENT: _("Nothing is kept or sent before your cookie banner says so."),
    TrackingMode.ALWAYS: _("For shops whose visitors agreed elsewhere, or need not be asked."),
    TrackingMode.OFF: _("What comes in is dropped."),
}


class StorefrontKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Which shop it is for, such as “Web shop”.")
    )
    origins = Lines(
        label=_("Addresses of the shop"),
        help_text=_("One per line, for example https://shop.example. Pages elsewhere cannot use the key."),
    )
    mode = forms.ChoiceField(
        label=_("When to track"),
        choices=TrackingMode.choices,
        initial=TrackingMode.CONSENT,
        widget=ChoiceCards(texts=MODE_TEXTS),
        help_text=_("Do-Not-Track and Global Privacy Control are always honoured."),
    )
