from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import Suggestions
from customers.models import PreferenceKind
from customers.queries.relations import KINDS_FROM_HERE


class RelationForm(forms.Form):
    """`search` finds people; `other` is the one chosen among them."""

    search = forms.CharField(
        label=_("Person"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": _("Name, e-mail or phone")}
        ),
    )
    other = forms.ModelChoiceField(
        queryset=None, to_field_name="public_id", error_messages={"required": _("Choose a person.")}
    )
    kind = forms.ChoiceField(label=_("How they are related"), choices=KINDS_FROM_HERE)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("Sister")}),
    )

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = customer.store.customers.exclude(pk=customer.pk)


class PreferenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PreferenceKind.choices)
    value = forms.CharField(label=_("What"), max_length=100)

    def __init__(self, *args, store, **kwargs):
        super().__init__(*args, **kwargs)
        used = store.preferences.order_by("value").values_list("value", flat=True).distinct()
        self.fields["value"].widget = Suggestions(used[:100])
