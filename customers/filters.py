from datetime import UTC, date, datetime, timedelta
from functools import cache

from django.db.models import Q
from django.db.models.functions import Collate, Lower
from django.forms import CheckboxSelectMultiple, RadioSelect, Select
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    DateTimeFromToRangeFilter,
    FilterSet,
    MultipleChoiceFilter,
)

from core.filters import AmountFilter, StoreDays, anew, within_amounts
from core.models import EventRecord
from core.widgets import DateInput
from customers.countries import country_choices
from customers.custom_filters import YesNoFilter, own_filters
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


# Bounds of figures: what each parameter asks of the row of figures.
BOUNDS = {
    "ltv_from": "ltv__gte",
    "ltv_to": "ltv__lte",
    "orders_from": "orders_count__gte",
    "orders_to": "orders_count__lte",
    "health_from": "health__gte",
    "health_to": "health__lte",
}


NOBODY = "nobody"
BIRTHDAYS = [
    ("today", _("Today")),
    ("next_7_days", _("In the next 7 days")),
    ("this_month", _("This month")),
    ("next_month", _("Next month")),
]


def born_within(when: str, today: date) -> Q:
    """By month and day, whatever the year."""
    if when.endswith("month"):
        month = today.month if when == "this_month" else today.month % 12 + 1
        return Q(birthday__month=month)
    days = [today + timedelta(days=n) for n in range(1 if when == "today" else 7)]
    return Q.create([Q(birthday__month=day.month, birthday__day=day.day) for day in days], connector=Q.OR)


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
    country = ChoiceFilter(label=_("Country"), choices=country_choices, empty_label=_("Any"))
    region = CharFilter(label=_("Region"), method="placed", max_length=100)
    city = CharFilter(label=_("City"), method="placed", max_length=100)
    company = CharFilter(
        label=_("Company begins with"), lookup_expr="startswith", method="employed", max_length=100
    )
    birthday = ChoiceFilter(
        label=_("Birthday"), choices=BIRTHDAYS, method="born", empty_label=_("Any"), widget=RadioSelect
    )
    owner = CharFilter(
        label=_("Looked after by"),
        method="owned",
        max_length=254,
        help_text=_("The address of a member of staff, or “nobody”."),
    )
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
        anew(self.filters["owner"], widget=Select(choices=cache(self._owners)), help_text="")
        for name, made in own_filters(self.request.store).items():
            made.parent, made.model = self, Customer
            self.filters[name] = made

    def _owners(self):
        members = self.request.store.memberships.active().select_related("user").order_by("user__name")
        named = [(member.user.email, str(member.user)) for member in members]
        return [("", _("Anybody")), (NOBODY, _("Nobody in particular")), *named]

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

    def placed(self, customers, name, value):
        """Whole words, by the index of what is not empty."""
        word, told = f"{name}_word", value.strip().lower()
        alike = customers.alias(**{word: Collate(Lower(name), "C")})
        return alike.filter(~Q(**{name: ""}), **{word: told})

    def employed(self, customers, name, value):
        alike = customers.alias(company_word=Collate(Lower("company"), "C"))
        return alike.filter(~Q(company=""), company_word__startswith=value.strip().lower())

    def born(self, customers, name, when):
        today = timezone.now().astimezone(self.request.store.zone).date()
        return customers.filter(born_within(when, today), birthday__isnull=False)

    def owned(self, customers, name, value):
        if value == NOBODY:
            return customers.filter(owner=None)
        members = self.request.store.memberships.filter(user__email=value.strip().lower())
        return customers.filter(owner__in=list(members.values_list("pk", flat=True)))

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
