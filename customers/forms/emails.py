from django import forms
from django.utils.translation import gettext_lazy as _


class EmailForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Message"), max_length=20_000, widget=forms.Textarea({"rows": 12}))
