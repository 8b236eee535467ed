from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.widgets import MomentInput
from customers.models import Direction, InteractionKind, Outcome
from customers.models.interactions import LONGEST_DAY


class InteractionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What was it?"), choices=InteractionKind.choices, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=_("Who got in touch?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    happened_at = forms.DateTimeField(label=_("When"), widget=MomentInput())
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=LONGEST_DAY,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("Nothing to note")), *Outcome.choices], required=False
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="talk_%s", **kwargs)  # it opens over pages with fields of their own

    def clean_happened_at(self):
        moment = self.cleaned_data["happened_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("This lies in the future. Log it once it has happened."))
        return moment
