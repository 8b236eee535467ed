"""`{% field form.email %}`: a label, the control, help and the error, whatever the control is."""

from django import forms, template

from core import widgets

register = template.Library()

_KINDS = (
    (widgets.Switch, "switch"),
    (forms.CheckboxInput, "checkbox"),
    (widgets.ChoiceCards, "cards"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (widgets.AffixInput, "affix"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)


@register.inclusion_tag("components/field.html")
def field(bound, label=None, help=None, validate=""):
    """`validate` is an address that checks this one field as soon as it changes."""
    kind = kind_of(bound)
    return {
        "field": bound,
        "kind": kind,
        "label": bound.label if label is None else label,
        "help": bound.help_text if help is None else help,
        "control": control(bound, kind, validate),
        "required": bound.field.required,
        "widget": bound.field.widget,
    }


def kind_of(bound) -> str:
    widget = bound.field.widget
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")


@register.simple_tag(name="control")
def bare_control(bound):
    """The control alone, for a form that arranges labels and errors itself."""
    return control(bound, kind_of(bound))


def control(bound, kind: str, validate: str = ""):
    classes = {"textarea": "textarea", "select": "select"}.get(kind, "input")
    attrs = {"class": classes}
    if bound.field.required and kind in ("input", "affix", "textarea", "select"):
        attrs["aria-required"] = "true"
    if validate:
        attrs |= {
            "hx-post": validate,
            "hx-trigger": "change",
            "hx-target": "closest .field",
            "hx-swap": "outerMorph",
        }
    return bound.as_widget(attrs=attrs)
