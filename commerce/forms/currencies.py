from django import forms
from django.utils.translation import gettext_lazy as _

from commerce.money import CURRENCIES
from commerce.services.currencies import LARGEST, SMALLEST
from core.models import Store
from core.widgets import AffixInput, DateInput


class EditRateForm(forms.Form):
    worth = forms.DecimalField(
        label=_("One is worth"),
        min_value=SMALLEST,
        max_value=LARGEST,
        decimal_places=8,
        widget=AffixInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    from_day = forms.DateField(
        label=_("From"),
        widget=DateInput(),
        help_text=_("Good until the day before the next rate of the same currency."),
    )

    def __init__(self, *args, store: Store, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worth"].widget.after = store.currency


class AddRateForm(EditRateForm):
    field_order = ["currency", "worth", "from_day"]

    def __init__(self, *args, store: Store, **kwargs):
        super().__init__(*args, store=store, **kwargs)
        others = [(code, code) for code in sorted(CURRENCIES - {store.currency})]
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"), choices=[("", _("Choose a currency")), *others]
        )
        self.order_fields(self.field_order)
