"""Form controls beyond Django's own; `{% field %}` draws every one of them."""

from collections.abc import Iterable

from django import forms
from django.utils.html import format_html, format_html_join


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


class Suggestions(forms.TextInput):
    """A text box that offers what is known already, and takes anything else as well."""

    def __init__(self, values: Iterable[str] = (), attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.values = values

    def render(self, name, value, attrs=None, renderer=None):
        known = f"{(attrs or {}).get('id', name)}_known"
        box = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.values))
        return format_html('{}<datalist id="{}">{}</datalist>', box, known, options)


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
