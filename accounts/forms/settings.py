"""Forms made from the settings groups: labels, ranges and choices are said once, in core.store_settings."""

import dataclasses
from dataclasses import dataclass, fields
from datetime import time
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Store
from core.store_settings import Group, Hours, InvalidSettings
from core.widgets import AffixInput, ColourInput, Switch


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class Lines(forms.CharField):
    """Several values, one per line."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea({"rows": 3, "spellcheck": "false"}), max_length=5000, **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        lines = (line.strip() for line in super().clean(value).replace(",", "\n").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class SettingsForm(forms.Form):
    """The fields of one group, its own part of a page that may hold several."""

    def __init__(self, data=None, *, group: type[Group], store: Store):
        super().__init__(data, prefix=group.key)
        self.group, self.store = group, store
        self.stored = store.settings_of(group)
        for about in fields(group):
            self.add(about)

    def add(self, about: dataclasses.Field) -> None:
        value = getattr(self.stored, about.name)
        if about.metadata["kind"] == "hours":
            self.fields |= hours_fields(about, value)
        elif about.metadata["kind"] != "file":
            self.fields[about.name] = field_for(about, value)

    def cells(self) -> list[tuple[forms.BoundField, bool]]:
        """The fields, and whether each takes half a line."""
        half = {about.name for about in fields(self.group) if about.metadata["kind"] == "half"}
        return [(bound, bound.name in half) for bound in self]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.value = self.read(cleaned)
            try:
                self.value.check()
            except InvalidSettings as refusal:
                for name, text in refusal.errors.items():
                    self.add_error(name if name in self.fields else f"{name}_closes", text)
        return cleaned

    def read(self, cleaned: dict) -> Group:
        values = {
            name: value for name, value in cleaned.items() if name in {f.name for f in fields(self.group)}
        }
        for about in fields(self.group):
            if about.metadata["kind"] == "hours":
                values[about.name] = hours_of(about.name, cleaned)
        return dataclasses.replace(self.stored, **values)


@dataclass(frozen=True)
class Day:
    """One day of the opening hours, as the page draws it."""

    label: str
    is_open: forms.BoundField
    opens: forms.BoundField
    closes: forms.BoundField


def days_of(form: SettingsForm) -> list[Day]:
    return [
        Day(
            about.metadata["label"],
            form[about.name],
            form[f"{about.name}_opens"],
            form[f"{about.name}_closes"],
        )
        for about in fields(form.group)
    ]


def hours_fields(about: dataclasses.Field, value: Hours | None) -> dict[str, forms.Field]:
    label = about.metadata["label"]
    opens, closes = (value.opens, value.closes) if value else (time(9), time(17))
    return {
        about.name: forms.BooleanField(
            label=label,
            required=False,
            initial=value is not None,
        ),
        f"{about.name}_opens": forms.TimeField(
            label=_("From"),
            required=False,
            initial=opens,
            widget=TimeInput({"aria-label": f"{label}: from"}),
        ),
        f"{about.name}_closes": forms.TimeField(
            label=_("Until"),
            required=False,
            initial=closes,
            widget=TimeInput({"aria-label": f"{label}: until"}),
        ),
    }


def hours_of(day: str, cleaned: dict) -> Hours | None:
    if not cleaned.get(day):
        return None
    return Hours(cleaned.get(f"{day}_opens") or time(0), cleaned.get(f"{day}_closes") or time(0))


def field_for(about: dataclasses.Field, value) -> forms.Field:
    """A form field by the type of the setting's value."""
    said = about.metadata
    common = {"label": said["label"], "help_text": said["help"], "initial": value}
    choices = said["choices"]
    if isinstance(value, bool):
        return forms.BooleanField(required=False, widget=Switch(), **common)
    if isinstance(value, tuple):
        if choices:
            widget = forms.CheckboxSelectMultiple()
            return TupleOfChoices(choices=choices, required=False, widget=widget, **common)
        return Lines(required=False, **common)
    if choices:
        return forms.ChoiceField(choices=choices, **common)
    if isinstance(value, time):
        return forms.TimeField(widget=TimeInput(), **common)
    if isinstance(value, int | Decimal):
        return number_field(said, value, common)
    if said["kind"] == "colour":
        return forms.CharField(widget=ColourInput(), max_length=7, **common)
    return forms.CharField(required=False, max_length=said["length"], **common)


def number_field(said, value, common) -> forms.Field:
    widget = AffixInput({"inputmode": "decimal", "autocomplete": "off"}, after=said["unit"])
    limits = {"min_value": said["minimum"], "max_value": said["maximum"]}
    if isinstance(value, Decimal):
        return forms.DecimalField(max_digits=14, decimal_places=2, widget=widget, **limits, **common)
    return forms.IntegerField(widget=widget, **limits, **common)


class TupleOfChoices(forms.MultipleChoiceField):
    def clean(self, value):
        return tuple(super().clean(value))


class StoreNameForm(forms.Form):
    name = forms.CharField(
        label=_("Store name"), max_length=100, help_text=_("Customers see it in messages, staff in the menu.")
    )
