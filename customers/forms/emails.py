from django import forms
from django.utils.translation import gettext_lazy as _


class EmailForm(forms.Form):
    """It opens over pages with fields of their own, so its ids are its own too."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Message"), max_length=20_000, widget=forms.Textarea({"rows": 12}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="letter_%s", **kwargs)
