from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.models import Order, OrderLine
from commerce.models.money import CENTS
from core.widgets import ChoiceCards, MoneyInput

FULL, LINES, AMOUNT = "full", "lines", "amount"
KINDS = {
    FULL: (gettext_lazy("All that is left"), gettext_lazy("Every line, shipping and tax.")),
    LINES: (gettext_lazy("Some of the lines"), gettext_lazy("What came back, at what was paid for it.")),
    AMOUNT: (gettext_lazy("An amount"), gettext_lazy("For a late parcel or a small fault.")),
}


class RefundForm(forms.Form):
    """Everything, some of the lines with their quantities, or an amount."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Refund"),
        choices=[(kind, label) for kind, (label, _text) in KINDS.items()],
        widget=ChoiceCards(texts={kind: text for kind, (_label, text) in KINDS.items()}),
        initial=FULL,
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"),
        **CENTS,
        min_value=Decimal("0.01"),
        required=False,
        widget=MoneyInput(),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)
    restock = forms.BooleanField(
        label=gettext_lazy("Put back in stock"),
        help_text=gettext_lazy("Adds what came back to the stock of the products that are counted."),
        required=False,
    )

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = order
        self.fields["amount"].widget.before = order.currency
        self.fields["amount"].required = not self.is_bound  # it is drawn for its own kind alone
        self.line_fields = [(line, f"line-{line.pk}") for line in order.lines.all() if _left(line)]
        for line, name in self.line_fields:
            self.fields[name] = forms.IntegerField(
                label=line.title,
                min_value=0,
                max_value=_left(line),
                required=False,
                widget=forms.NumberInput({"inputmode": "numeric", "placeholder": "0"}),
            )
        if not self.line_fields:
            choices = [(kind, label) for kind, (label, _text) in KINDS.items() if kind != LINES]
            self.fields["kind"].choices = choices

    @property
    def lines(self) -> list[tuple[OrderLine, int, forms.BoundField]]:
        return [(line, _left(line), self[name]) for line, name in self.line_fields]

    def clean(self):
        kind = self.cleaned_data.get("kind")
        if kind == AMOUNT and not self.cleaned_data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Enter the amount to refund."))
        if kind == LINES and not self.errors and not self._quantities():
            self.add_error(None, _("Enter how many of which line came back."))
        self.fields["amount"].required = True
        return self.cleaned_data

    def refund(self) -> dict:
        """What the verb is called with."""
        kind = self.cleaned_data["kind"]
        return {
            "amount": self.cleaned_data["amount"] if kind == AMOUNT else None,
            "lines": self._quantities() if kind == LINES else None,
            "reason": self.cleaned_data["reason"],
            "restock": self.cleaned_data["restock"],
        }

    def _quantities(self) -> dict[str, int]:
        asked = ((line.key, self.cleaned_data.get(name)) for line, name in self.line_fields)
        return {key: count for key, count in asked if count}


def _left(line: OrderLine) -> int:
    return line.quantity - line.refunded_quantity
