from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Store
from core.widgets import DateInput, Suggestions
from customers.contacts import normal_email, normal_phone
from customers.custom import fields_of, values_of
from customers.forms.custom import PREFIX, field_for
from customers.models import Customer, Gender
from customers.particulars import (
    NETWORKS,
    normal_birthday,
    normal_handle,
    normal_time_zone,
    time_zones,
)

SOCIAL = "social_"
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


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member) -> str:
        return str(member.user)


class CustomerForm(forms.Form):
    """All that staff write down about a customer; `values` and `custom` are what a verb takes."""

    first_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=100, required=False)
    company = forms.CharField(label=_("Company"), max_length=200, required=False)
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
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        widget=Suggestions(sorted(time_zones()), attrs={"placeholder": "Europe/Lisbon"}),
    )
    birthday = forms.DateField(label=_("Birthday"), required=False, widget=DateInput())
    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", _("Not known")), *Gender.choices], required=False
    )
    owner = MemberChoice(
        label=_("Looked after by"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("Nobody in particular"),
    )

    def __init__(self, *args, store: Store, customer: Customer | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.customer = customer
        known = {code for code, _label in LANGUAGES}
        if customer and customer.language not in known:  # one the API gave
            self.fields["language"].choices = [*LANGUAGES, (customer.language, customer.language)]
        self._offer_members(store, customer)
        for key, (label, _start) in NETWORKS.items():
            self.fields[f"{SOCIAL}{key}"] = forms.CharField(label=label, max_length=200, required=False)
        self.own_fields = fields_of(store)
        for one in self.own_fields:
            self.fields[f"{PREFIX}{one.key}"] = field_for(one, store, self.initial.get(f"{PREFIX}{one.key}"))

    def _offer_members(self, store: Store, customer: Customer | None) -> None:
        """Those who work here, and whoever has this customer already."""
        here = Q(deactivated_at=None) | Q(pk=customer.owner_id if customer else None)
        members = store.memberships.filter(here).select_related("user").order_by("user__name", "user__email")
        self.fields["owner"].queryset = members

    def clean(self):
        for name, normal in _NORMAL.items():
            if name in self.cleaned_data:
                self._settle(name, normal)
        return self.cleaned_data

    def _settle(self, name: str, normal) -> None:
        try:
            self.cleaned_data[name] = normal(self.cleaned_data[name])
        except forms.ValidationError as problem:
            self.add_error(name, problem)

    @property
    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.base_fields}
        handles = {key: self.cleaned_data[f"{SOCIAL}{key}"] for key in NETWORKS}
        return {**given, "socials": {key: handle for key, handle in handles.items() if handle}}

    @property
    def custom(self) -> dict[str, Any]:
        return {one.key: self.cleaned_data[f"{PREFIX}{one.key}"] for one in self.own_fields}

    @property
    def social_fields(self) -> list[forms.BoundField]:
        return [self[f"{SOCIAL}{key}"] for key in NETWORKS]

    @property
    def has_socials(self) -> bool:
        """Shown open when there is something in it, or something wrong with it."""
        names = [f"{SOCIAL}{key}" for key in NETWORKS]
        return any(self.initial.get(name) or name in self.errors for name in names)

    @property
    def custom_fields(self) -> list[forms.BoundField]:
        return [self[f"{PREFIX}{one.key}"] for one in self.own_fields]


def known_of(customer: Customer) -> dict[str, Any]:
    """What the form starts with."""
    given = {name: getattr(customer, name) for name in CustomerForm.base_fields}
    socials = {f"{SOCIAL}{key}": handle for key, handle in customer.socials.items()}
    own = {f"{PREFIX}{key}": value for key, value in values_of(customer).items()}
    return {**given, "owner": customer.owner and customer.owner.public_id, **socials, **own}


_NORMAL: dict[str, Callable[[Any], Any]] = {
    "email": normal_email,
    "phone": normal_phone,
    "birthday": normal_birthday,
    "time_zone": normal_time_zone,
    **{f"{SOCIAL}{key}": normal_handle for key in NETWORKS},
}
