from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.settings import Lines
from accounts.forms.team import permission_choices
from accounts.models import Membership
from accounts.roles import FOR_KEYS, PERMISSIONS
from core.store_settings import is_network
from core.widgets import AffixInput, DateInput


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What uses the key. It appears in the activity log.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        choices=[(name, PERMISSIONS[name]) for name in PERMISSIONS if name in FOR_KEYS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing the key may do.")},
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DateInput(),
        help_text=_("Empty for a key that does not expire."),
    )
    ip_allow_list = Lines(
        label=_("Allowed addresses"),
        required=False,
        help_text=_("One address or range per line, for example 203.0.113.0/24. Empty allows every address."),
    )
    rate_per_minute = forms.IntegerField(
        label=_("Calls at most"),
        initial=600,
        min_value=1,
        max_value=6000,
        widget=AffixInput({"inputmode": "numeric"}, after=_("a minute")),
    )

    def __init__(self, *args, maker: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.maker = maker

    def areas(self):
        return permission_choices(self["scopes"], self.maker.permissions & FOR_KEYS)

    def clean_expires_on(self):
        """The end of the last day, in store time."""
        day = self.cleaned_data["expires_on"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("The last day must be in the future."))
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=self.maker.store.zone)

    def clean_ip_allow_list(self):
        networks = list(self.cleaned_data["ip_allow_list"])
        if wrong := [network for network in networks if not is_network(network)]:
            raise forms.ValidationError(_("Not an address or range: %(text)s") % {"text": ", ".join(wrong)})
        if len(networks) > 100:
            raise forms.ValidationError(_("Use at most 100 lines."))
        return networks

    def values(self) -> dict:
        cleaned = dict(self.cleaned_data)
        return cleaned | {"expires_at": cleaned.pop("expires_on")}


class RotateForm(forms.Form):
    overlap_hours = forms.TypedChoiceField(
        label=_("The old key goes on working for"),
        choices=[
            (0, _("not at all")),
            (1, _("1 hour")),
            (24, _("24 hours")),
            (72, _("3 days")),
            (168, _("7 days")),
        ],
        coerce=int,
        initial=24,
    )
