from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.widgets import ChoiceCards, Suggestions
from customers.importing.fields import CONSENTS, fields_of
from customers.models import ImportKey, ImportMode, TagKind
from customers.services.imports import LONGEST_WORDING, NO_WORDING

COLUMN = "column_"


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # the verb says what is wrong with it
        max_length=250,
        help_text=_("CSV or XLSX, up to 1 GB. Any common encoding, with commas, semicolons or tabs."),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """What each column is, by what customers are recognised, and what is done with what is known."""

    key = forms.ChoiceField(
        label=_("Recognise customers by"),
        choices=ImportKey.choices,
        widget=ChoiceCards(
            texts={
                "email": _("One customer per address."),
                "external_id": _("What your shop or old system calls them."),
                "phone": _("With the country code, as +44…"),
            }
        ),
    )
    mode = forms.ChoiceField(
        label=_("When a customer is known already"),
        choices=ImportMode.choices,
        widget=ChoiceCards(
            texts={
                "overwrite": _("Filled cells replace what is known. Empty cells change nothing."),
                "fill": _("What is known stays as it is."),
            }
        ),
    )
    tags = forms.CharField(
        label=_("Tag everybody in this file"),
        required=False,
        max_length=700,
        help_text=_("Several are parted by commas. A tag makes it easy to find them again."),
    )
    consent_wording = forms.CharField(
        label=_("What they agreed to, in the words they saw"),
        error_messages={"required": NO_WORDING},
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A column says who agreed. These words are kept with each of them as the proof; a line that says"
            " “no” is a refusal. Whoever refused before stays so, whatever the file says."
        ),
    )
    day_first = forms.ChoiceField(
        label=_("Dates are written"),
        choices=[("yes", _("day first: 21.03.1987")), ("no", _("month first: 03/21/1987"))],
        help_text=_("1987-03-21 is always understood."),
    )

    def __init__(self, data=None, *, batch):
        known = {
            "key": batch.key,
            "mode": batch.mode,
            "tags": ", ".join(batch.tags),
            "consent_wording": batch.consent_wording,
            "day_first": "yes" if batch.day_first else "no",
        }
        super().__init__(data, initial=known)
        self.batch = batch
        names = batch.store.tags.filter(kind=TagKind.MANUAL).order_by("name").values_list("name", flat=True)
        self.fields["tags"].widget = Suggestions(names)
        choices = _choices(batch)
        for number, heading in enumerate(batch.headings):
            self.fields[f"{COLUMN}{number}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=batch.mapping.get(str(number), ""),
            )

    def columns(self):
        """Each heading with its first values and its choice."""
        for number, heading in enumerate(self.batch.headings):
            cells = [row[number] for row in self.batch.samples if number < len(row) and row[number]]
            shown = " · ".join(Truncator(cell).chars(32) for cell in cells[:3])
            yield {"heading": heading, "shown": shown or _("empty"), "field": self[f"{COLUMN}{number}"]}

    def clean(self):
        told = self.cleaned_data
        told["mapping"] = {
            int(name.removeprefix(COLUMN)): told[name]
            for name in self.fields
            if name.startswith(COLUMN) and told.get(name)
        }
        if not CONSENTS.keys() & set(told["mapping"].values()):
            self.errors.pop("consent_wording", None)  # is not asked for
        return told

    @property
    def choice(self):
        """As `check_import` takes it."""
        told = self.cleaned_data
        return {
            "mapping": told["mapping"],
            "key": told["key"],
            "mode": told["mode"],
            "tags": told["tags"].split(","),
            "day_first": told["day_first"] == "yes",
            "consent_wording": told.get("consent_wording", ""),
        }


def _choices(batch):
    """All a column may be, those that belong together under one heading."""
    groups = {}
    for one in fields_of(batch.store).values():
        groups.setdefault(one.group, []).append((one.key, one.label))
    return [("", _("Leave out")), *groups.pop(""), *groups.items()]
