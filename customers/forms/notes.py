from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """`html` comes from the editor, with the same words as text; without scripts there is only text."""

    text = forms.CharField(
        label=_("Note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What should your colleagues know?")}),
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
