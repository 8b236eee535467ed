from django import forms
from django.utils.translation import gettext_lazy as _

SIDES = [("one", _("this one")), ("other", _("the other"))]


class MergeForm(forms.Form):
    """Which of two customers is kept, and whose value each detail takes. `details` are those to choose."""

    keep = forms.ChoiceField(choices=SIDES)

    def __init__(self, *args, details=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.details = [detail.name for detail in details if not detail.same]
        for name in self.details:
            self.fields[f"from_{name}"] = forms.ChoiceField(choices=SIDES)

    @property
    def taken(self) -> set[str]:
        """The details that the kept one gets from the other."""
        keep = self.cleaned_data["keep"]
        return {name for name in self.details if self.cleaned_data[f"from_{name}"] != keep}
