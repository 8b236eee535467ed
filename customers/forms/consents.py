from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput
from customers.consent_words import OFFERED
from customers.models import Customer, Method, Word
from customers.queries import Choice, choices_of

BY_STAFF = (Method.IN_PERSON, Method.PHONE, Method.WRITTEN, Method.FORM)


class ConsentForm(forms.Form):
    """What a person told staff."""

    word = forms.ChoiceField(
        label=_("They"),
        choices=[(Word.GIVEN, _("agree")), (Word.WITHDRAWN, _("refuse"))],
        widget=forms.RadioSelect,
    )
    about = forms.ChoiceField(label=_("To"))
    method = forms.ChoiceField(label=_("How they said it"), choices=[(one, one.label) for one in BY_STAFF])
    day = forms.DateField(label=_("On"), widget=DateInput)
    wording = forms.CharField(
        label=_("What they were asked"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the words they saw or heard. Needed to prove that they agreed."),
    )

    def __init__(self, data=None, *, customer: Customer):
        super().__init__(data, initial={"day": timezone.localdate(), "method": Method.IN_PERSON})
        self.choices = {choice.name: choice for choice in choices_of(customer)}
        self.fields["about"].choices = [(name, named(choice)) for name, choice in self.choices.items()]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is yet to come."))
        return day


class TopicForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(
        label=_("What it brings"),
        required=False,
        max_length=200,
        help_text=_("People read this when they choose, for example “Once a month, what is new”."),
    )


def named(choice: Choice) -> str:
    text = str(OFFERED[choice.purpose, choice.channel])
    return f"{text}: {choice.topic.name}" if choice.topic else text
