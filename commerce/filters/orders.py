from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, DateFilter, MultipleChoiceFilter

from commerce.filters.records import Found, RecordFilter
from commerce.models import Order, OrderStatus
from commerce.queries.order_search import matching
from commerce.queries.orders import channels_of
from core.filters import AmountFilter, StoreDays, anew
from core.widgets import DateInput
from customers.filters import YesNoFilter


class OrderFilter(StoreDays):
    """The filters of the order list, of its API and of saved views."""

    search = CharFilter(
        label=_("Search"),
        method="find",
        max_length=100,
        help_text=_("The beginning of an order's number, or of the customer's name or e-mail address."),
    )
    status = MultipleChoiceFilter(
        label=_("Status"),
        choices=OrderStatus.choices,
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )
    placed_from = DateFilter(label=_("Placed from"), method="from_day", lookup_expr="gte", widget=DateInput())
    placed_until = DateFilter(
        label=_("Placed until"), method="until_day", lookup_expr="lte", widget=DateInput()
    )
    value_from = AmountFilter(label=_("Value from"), field_name="value", lookup_expr="gte")
    value_to = AmountFilter(label=_("Value to"), field_name="value", lookup_expr="lte")
    channel = CharFilter(label=_("Channel"), max_length=40)
    currency = CharFilter(label=_("Currency"), max_length=3, lookup_expr="iexact")
    coupon = YesNoFilter(label=_("Coupon used"), field_name="has_coupon")
    refunded = YesNoFilter(label=_("Refunded"), method="with_refund")
    test = YesNoFilter(label=_("Test order"), field_name="is_test")
    product = RecordFilter(
        label=_("Product"),
        of="products",
        known_by=("sku", "upc", "name", "external_id"),
        method="holding",
        help_text=_("Its id, SKU, UPC or whole name."),
    )
    customer = RecordFilter(
        label=_("Customer"),
        of="customers",
        known_by=("email", "phone"),
        method="of_customer",
        help_text=_("Their id, e-mail address or phone number."),
    )

    class Meta:
        model = Order
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        store = self.request.store
        self.filters["product"].within(store)
        self.filters["customer"].within(store)
        choices = cache(lambda: [("", _("Any")), *((name, name) for name in channels_of(store))])
        anew(self.filters["channel"], widget=forms.Select(choices=choices))

    def find(self, orders, name, term):
        return matching(orders, self.request.store, term)

    def from_day(self, orders, name, day):
        return self.since(orders, "placed_at", day)

    def until_day(self, orders, name, day):
        return self.until(orders, "placed_at", day)

    def with_refund(self, orders, name, wanted):
        return orders.filter(refunded__gt=0) if wanted else orders.filter(refunded=0)

    def holding(self, orders, name, found: Found):
        """The product is the store's own, so its lines are, and their index answers without them."""
        return orders.filter(pk__in=found.row.lines.values("order")) if found.row else orders.none()

    def of_customer(self, orders, name, found: Found):
        return orders.filter(customer=found.row) if found.row else orders.none()
