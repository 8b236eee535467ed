from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.widgets import ChoiceCards, DateInput
from privacy.models import Channel, RequestKind
from privacy.queries import customer_called

KIND_TEXTS = {
    RequestKind.ACCESS: _("Everything you hold of them, as one file to hand over."),
    RequestKind.ERASURE: _("Everything you hold of them is erased. Orders stay without their name, for tax."),
}


class NewRequestForm(forms.Form):
    who = forms.CharField(
        label=_("Who asks?"),
        max_length=254,
        help_text=_("Their e-mail address, phone number or external id, exactly."),
    )
    kind = forms.ChoiceField(
        label=_("What do they want?"), choices=RequestKind.choices, widget=ChoiceCards(texts=KIND_TEXTS)
    )
    channel = forms.ChoiceField(
        label=_("How did it come?"), choices=[c for c in Channel.choices if c[0] != Channel.API]
    )
    received_on = forms.DateField(
        label=_("When did it come?"),
        widget=DateInput(),
        help_text=_("You have 30 days from that day to answer."),
    )
    note = forms.CharField(
        label=_("Their words, or what else matters"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, store, customer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.store, self.customer = store, customer
        if customer:
            del self.fields["who"]

    def clean_who(self):
        self.customer = customer_called(self.store, self.cleaned_data["who"])
        if self.customer is None:
            raise ValidationError(_("Nobody is known by that. If so, tell them that you hold nothing."))
        return self.customer

    def values(self) -> dict:
        told = ("kind", "channel", "received_on", "note")
        return {"customer": self.customer, **{name: self.cleaned_data[name] for name in told}}


class CheckForm(forms.Form):
    how = forms.CharField(
        label=_("How do you know that it is them?"),
        max_length=300,
        help_text=_("For example: they wrote from the address we know, and we rang their number back."),
        widget=forms.Textarea({"rows": 2}),
    )


class DueForm(forms.Form):
    due_on = forms.DateField(
        label=_("Due"),
        widget=DateInput(),
        help_text=_("Three months at most, and only if you tell the person why within the first."),
    )


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        help_text=_("Tell the person this reason too, and that they may complain to the authority."),
        widget=forms.Textarea({"rows": 4}),
    )


class EraseForm(forms.Form):
    """The name typed out, so that nobody erases the wrong person by a slip."""

    typed = forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, *args, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["typed"].label = _("Type “%(name)s” to confirm") % {"name": name}

    def clean_typed(self):
        typed = " ".join(self.cleaned_data["typed"].split())
        if typed.casefold() != " ".join(self.name.split()).casefold():
            raise ValidationError(_("That is another name. Check that it is the right person."))
        return typed
