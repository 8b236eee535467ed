from django import forms
from django.utils.translation import gettext_lazy as _

from core.lists import VerbForm


class WhyForm(forms.Form):
    """Why a customer is suspended or banned: kept with them, and told on their timeline."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Only your team reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SuspendManyForm(VerbForm):
    """The same for many at once, where each may have a reason of their own."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Only your team reads it.")
    )
