from django import forms
from django.utils.translation import gettext_lazy as _

from core.lists import VerbForm
from core.widgets import Suggestions
from customers.contacts import normal_email, normal_phone
from customers.models import TagKind

LANGUAGES = [
    ("", _("Not known")),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("hi", "हिन्दी"),
    ("ja", "日本語"),
    ("zh", "中文"),
]


class CustomerForm(forms.Form):
    first_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=100, required=False)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("With the country code, for example +44 20 7946 0958."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    def __init__(self, *args, customer=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = {code for code, _label in LANGUAGES}
        if customer and customer.language not in known:  # one the API gave
            self.fields["language"].choices = [*LANGUAGES, (customer.language, customer.language)]

    def clean_email(self):
        return normal_email(self.cleaned_data["email"])

    def clean_phone(self):
        return normal_phone(self.cleaned_data["phone"])


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


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What should your colleagues know?")}),
    )
