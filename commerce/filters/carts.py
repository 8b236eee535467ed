from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter

from commerce.filters.records import Found, RecordFilter
from commerce.models import Cart
from commerce.queries.carts import CartState, in_state
from core.filters import AmountFilter, StoreDays
from core.widgets import DateInput
from customers.filters import YesNoFilter


class CartFilter(StoreDays):
    """The filters of the cart list, of its API and of saved views."""

    search = CharFilter(
        label=_("Search"),
        method="find",
        max_length=100,
        help_text=_("The beginning of the customer's name or e-mail address, or the cart's own id."),
    )
    state = ChoiceFilter(
        label=_("State"),
        choices=CartState.choices,
        method="standing",
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )
    known = YesNoFilter(label=_("Customer known"), field_name="customer", method="of_somebody_known")
    value_from = AmountFilter(label=_("Value from"), field_name="value", lookup_expr="gte")
    value_to = AmountFilter(label=_("Value to"), field_name="value", lookup_expr="lte")
    idle_from = DateFilter(
        label=_("Last touched from"), method="from_day", lookup_expr="gte", widget=DateInput()
    )
    idle_until = DateFilter(
        label=_("Last touched until"), method="until_day", lookup_expr="lte", widget=DateInput()
    )
    customer = RecordFilter(
        label=_("Customer"),
        of="customers",
        known_by=("email", "phone"),
        method="of_customer",
        help_text=_("Their id, e-mail address or phone number."),
    )

    class Meta:
        model = Cart
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["customer"].within(self.request.store)

    def find(self, carts, name, term):
        store = self.request.store
        own = list(store.carts.filter(external_id=term.strip()).values_list("pk", flat=True))
        if own:
            return carts.filter(pk__in=own)
        if "@" in term:
            return carts.filter(customer__in=store.customers.filter(email__startswith=term.strip().lower()))
        return carts.filter(customer__in=store.customers.matching(term))

    def standing(self, carts, name, state):
        return carts.filter(in_state(state, store=self.request.store, now=timezone.now()))

    def of_somebody_known(self, carts, name, wanted):
        return carts.filter(customer__isnull=not wanted)

    def from_day(self, carts, name, day):
        return self.since(carts, "news_at", day)

    def until_day(self, carts, name, day):
        return self.until(carts, "news_at", day)

    def of_customer(self, carts, name, found: Found):
        return carts.filter(customer=found.row) if found.row else carts.none()
