from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Store
from core.widgets import DateInput, MoneyInput
from customers.custom_kinds import LONGEST, as_text, read
from customers.models import CustomField, FieldKind

PREFIX = "custom_"
YES_NO = [("", _("Not known")), ("true", _("Yes")), ("false", _("No"))]


class OwnValue(forms.CharField):
    """A value of a store's own field, read as everywhere else and not only as HTML would have it."""

    def __init__(self, one: CustomField, before: Any, **options):
        super().__init__(label=one.label, required=False, **options)
        self.one, self.before = one, before

    def to_python(self, value: Any) -> Any:
        # What the customer has already stays right, even a choice that is no longer offered.
        if self.before is not None and value == self.prepare_value(self.before):
            return self.before
        return read(self.one, value)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str | list) else as_text(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)

    def run_validators(self, value: Any) -> None:
        """`read` has judged it."""


class ListedValue(OwnValue):
    def __init__(self, one: CustomField, before: Any, choices, **options):
        super().__init__(one, before, **options)
        self.widget.choices = choices

    def to_python(self, value: Any) -> Any:
        return super().to_python(value or None)


def field_for(one: CustomField, store: Store, before: Any) -> forms.Field:
    match one.kind:
        case FieldKind.CHOICE:
            choices = [("", _("Not known")), *_offered(one, [before] if before else [])]
            return ListedValue(one, before, choices, widget=forms.Select())
        case FieldKind.CHOICES:
            choices = _offered(one, before or [])
            return ListedValue(one, before, choices, widget=forms.CheckboxSelectMultiple())
        case FieldKind.YES_NO:
            return ListedValue(one, before, YES_NO, widget=forms.Select())
        case FieldKind.DATE:
            return OwnValue(one, before, widget=DateInput())
        case FieldKind.MONEY:
            return OwnValue(one, before, widget=MoneyInput(currency=store.currency))
        case FieldKind.NUMBER:
            return OwnValue(one, before, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
        case _:
            return OwnValue(one, before, widget=forms.TextInput(attrs={"maxlength": LONGEST}))


def _offered(one: CustomField, before: list[str]) -> list[tuple[str, str]]:
    """The choices there are, and what the customer has from earlier ones."""
    return [(choice, choice) for choice in dict.fromkeys([*one.choices, *before])]


class CustomFieldForm(forms.Form):
    """Making or changing a field: the kind and the key stay as they were made."""

    label = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As staff read it, for example “Shoe size”.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        help_text=_("One on each line, for fields with a list."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = forms.CharField(
        label=_("Key"),
        max_length=40,
        required=False,
        help_text=_("What programs call it. Made from the name when you leave it empty; it never changes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, field: CustomField | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if field:
            del self.fields["kind"], self.fields["key"]
            if not field.has_choices:
                del self.fields["choices"]

    def clean_choices(self) -> list[str]:
        return self.cleaned_data["choices"].splitlines()
