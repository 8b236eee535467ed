from django import forms
from django.utils.translation import gettext_lazy as _

from core.lists import VerbForm
from core.widgets import Suggestions
from customers.models import TagKind

COLOURS = [
    ("slate", _("Grey")),
    ("red", _("Red")),
    ("amber", _("Amber")),
    ("green", _("Green")),
    ("blue", _("Blue")),
    ("violet", _("Violet")),
]


class TagForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    colour = forms.ChoiceField(label=_("Colour"), choices=COLOURS, initial="slate", widget=forms.RadioSelect)


class MergeTagForm(forms.Form):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=None, to_field_name="public_id")

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, **kwargs)
        others = tag.store.tags.filter(kind=TagKind.MANUAL).exclude(pk=tag.pk).order_by("name")
        self.fields["into"].queryset = others


class GiveTagForm(VerbForm):
    """Which tag, for a bulk verb or one customer: one of the store's, or a new name."""

    tag = forms.CharField(label=_("Tag"), max_length=60)

    def __init__(self, data=None, *, store):
        super().__init__(data, store=store)
        names = store.tags.filter(kind=TagKind.MANUAL).order_by("name").values_list("name", flat=True)
        self.fields["tag"].widget = Suggestions(names)

    def clean_tag(self):
        name = " ".join(self.cleaned_data["tag"].split())
        if self.store.tags.exclude(kind=TagKind.MANUAL).filter(name__iexact=name).exists():
            raise forms.ValidationError(_("This tag is automatic: it follows from the customer's figures."))
        return name


class TakeTagForm(GiveTagForm):
    def clean_tag(self):
        name = super().clean_tag()
        if not self.store.tags.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is no tag of this name."))
        return name
