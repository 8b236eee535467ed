"""Form controls beyond Django's own; `{% field %}` draws every one of them."""

from django import forms


class Switch(forms.CheckboxInput):
    """On or off, for a setting that takes effect when the form is saved."""

    def __init__(self, attrs=None):
        super().__init__({"role": "switch", **(attrs or {})})


class ChoiceCards(forms.RadioSelect):
    """A few choices that deserve a sentence each: `texts` maps a value to its sentence."""

    def __init__(self, attrs=None, choices=(), texts=None):
        super().__init__(attrs, choices)
        self.texts = texts or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "text": self.texts.get(str(value), "")}


class AffixInput(forms.TextInput):
    """A text box with a fixed word before or after what is typed: a currency, a unit, a domain."""

    def __init__(self, attrs=None, before="", after=""):
        super().__init__(attrs)
        self.before, self.after = before, after


class MoneyInput(AffixInput):
    def __init__(self, attrs=None, currency=""):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})}, before=currency)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ColourInput(forms.TextInput):
    input_type = "color"
