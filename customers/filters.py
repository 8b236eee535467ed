from datetime import UTC, datetime
from functools import cache

from django.db.models import Q
from django.db.models.functions import Lower
from django.forms import CheckboxSelectMultiple, RadioSelect, Select
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    DateTimeFromToRangeFilter,
    FilterSet,
    MultipleChoiceFilter,
    TypedChoiceFilter,
)

from core.filters import AmountFilter, StoreDays, anew, within_amounts
from core.models import EventRecord
from core.widgets import DateInput
from customers.models import (
    AccountStatus,
    ActivityStatus,
    ConsentRecord,
    Customer,
    LifecycleStage,
    RfmGroup,
    Risk,
    Source,
)
from customers.queries import reachable, searched

REACHABLE = {
    "email": (_("News by e-mail"), reachable("email")),
    "sms": (_("News by SMS"), reachable("sms")),
    "phone": (_("Phone call"), ~Q(phone="")),
    "neither": (_("Neither e-mail nor phone"), Q(email=None, phone="")),
}


def of_figures(label, choices):
    return MultipleChoiceFilter(
        label=label, choices=choices, method="judged", distinct=False, widget=CheckboxSelectMultiple
    )


class YesNoFilter(TypedChoiceFilter):
    """True or false and nothing else: Django's own takes every other word for neither."""

    def __init__(self, *args, **kwargs):
        choices = [("", _("Any")), ("true", _("Yes")), ("false", _("No"))]
        given = {"coerce": lambda word: word == "true", "choices": choices, "widget": RadioSelect}
        super().__init__(*args, **given, **kwargs)


# Bounds of figures: what each parameter asks of the row of figures.
BOUNDS = {
    "ltv_from": "ltv__gte",
    "ltv_to": "ltv__lte",
    "orders_from": "orders_count__gte",
    "orders_to": "orders_count__lte",
    "health_from": "health__gte",
    "health_to": "health__lte",
}


def bound(label):
    return AmountFilter(label=label, method="bounded")


class CustomerFilter(StoreDays):
    """The filters of the customer list, of its API and of saved views."""

    search = CharFilter(
        label=_("Search"),
        method="find",
        max_length=200,
        help_text=_(
            "The beginning of a name, an e-mail address or a phone number, or a whole order number or id."
        ),
    )
    external_id = CharFilter(label=_("External id"), method="called", max_length=100)
    status = MultipleChoiceFilter(
        label=_("Status"), choices=AccountStatus.choices, distinct=False, widget=CheckboxSelectMultiple
    )
    reachable = ChoiceFilter(
        label=_("Reachable by"),
        lookup_expr="contains",
        method="reach",
        choices=[(key, label) for key, (label, _condition) in REACHABLE.items()],
        empty_label=_("Anything"),
        widget=RadioSelect,
    )
    source = MultipleChoiceFilter(
        label=_("Source"), choices=Source.choices, distinct=False, widget=CheckboxSelectMultiple
    )
    activity_status = of_figures(_("Activity"), ActivityStatus.choices)
    lifecycle_stage = of_figures(_("Lifecycle stage"), LifecycleStage.choices)
    churn_risk = of_figures(_("Churn risk"), Risk.choices)
    rfm_group = of_figures(_("RFM group"), RfmGroup.choices)
    is_vip = YesNoFilter(label=_("VIP"), method="judged_as")
    is_high_value = YesNoFilter(label=_("High value"), method="judged_as")
    ltv_from = bound(_("Lifetime value from"))
    ltv_to = bound(_("Lifetime value to"))
    orders_from = bound(_("Orders from"))
    orders_to = bound(_("Orders to"))
    health_from = bound(_("Health from"))
    health_to = bound(_("Health to"))
    last_order_from = DateFilter(label=_("Last order from"), method="ordered_since", widget=DateInput())
    last_order_until = DateFilter(label=_("Last order until"), method="ordered_until", widget=DateInput())
    tag = CharFilter(label=_("Tag"), method="tagged", max_length=60)
    added_from = DateFilter(label=_("Added from"), method="from_day", lookup_expr="gte", widget=DateInput())
    added_until = DateFilter(
        label=_("Added until"), method="until_day", lookup_expr="lte", widget=DateInput()
    )

    class Meta:
        model = Customer
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = self.request.store.tags.order_by(Lower("name")).values_list("name", flat=True)
        choices = cache(lambda: [("", _("Any")), *((name, name) for name in names)])
        anew(self.filters["tag"], widget=Select(choices=choices))

    def find(self, customers, name, term):
        return searched(self.request.store, customers, term)

    def called(self, customers, name, value):
        return customers.filter(pk__in=self.request.store.externalids.filter(value=value).values("customer"))

    def reach(self, customers, name, channel):
        return customers.filter(REACHABLE[channel][1])

    def judged(self, customers, name, values):
        return self._with_figures(customers, **{f"{name}__in": values}) if values else customers

    def judged_as(self, customers, name, value):
        return self._with_figures(customers, **{name: value})

    def bounded(self, customers, name, value):
        return self._with_figures(customers, **{BOUNDS[name]: within_amounts(value)})

    def ordered_since(self, customers, name, day):
        return self.since(customers.filter(metrics__store=self.request.store), "metrics__last_order_at", day)

    def ordered_until(self, customers, name, day):
        return self.until(customers.filter(metrics__store=self.request.store), "metrics__last_order_at", day)

    def _with_figures(self, customers, **conditions):
        """The store is said again, so that the figures' own indexes can answer."""
        there = {f"metrics__{name}": value for name, value in conditions.items()}
        return customers.filter(metrics__store=self.request.store, **there)

    def tagged(self, customers, name, value):
        named = self.request.store.tags.alias(word=Lower("name")).filter(word=value.strip().lower())
        marked = self.request.store.customertags.filter(tag__in=named.values("pk"))
        return customers.filter(pk__in=marked.values("customer"))

    def from_day(self, customers, name, day):
        return self.since(customers, "created_at", day)

    def until_day(self, customers, name, day):
        return self.until(customers, "created_at", day)


class MomentsFilter(DateTimeFromToRangeFilter):
    """Compares in UTC: ISO 8601 writes zones further off than PostgreSQL can read, 16 hours."""

    def filter(self, rows, moments):
        if moments:
            moments = slice(*(moment and _in_utc(moment) for moment in (moments.start, moments.stop)))
        return super().filter(rows, moments)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in UTC it lies before the year 1, or after 9999
        return moment.replace(tzinfo=UTC)


class HistoryFilter(FilterSet):
    name = CharFilter(help_text="One kind of event, such as customers.note_added.", max_length=100)
    happened_at = MomentsFilter(help_text="From or until this moment.")

    class Meta:
        model = EventRecord
        fields = ["name", "happened_at"]


class ConsentRecordFilter(FilterSet):
    said_at = MomentsFilter(help_text="From or until this moment.")

    class Meta:
        model = ConsentRecord
        fields = ["purpose", "channel", "word", "said_at"]
