"""The filters of the activity log."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, FilterSet, MultipleChoiceFilter

from core import activity
from core.actors import ActorKind
from core.models import EventRecord
from core.widgets import DateInput

SEARCHED_DAYS = 90
DOERS = [
    (ActorKind.STAFF, _("Anybody of the team")),
    (ActorKind.API_KEY, _("Any API key")),
    (ActorKind.CUSTOMER, _("Customers")),
    (ActorKind.SYSTEM, _("Regulars itself")),
]


class CustomerField(forms.UUIDField):
    """A customer by the id of their page; it reads as their name."""

    widget = forms.HiddenInput

    def __init__(self, *, store, **options):
        super().__init__(**options)
        self.store = store

    def clean(self, value):
        public_id = super().clean(value)
        if public_id is None:
            return None
        customer = self.store.customers.filter(public_id=public_id).first()
        if customer is None:
            raise ValidationError(_("This customer is not here."))
        return customer


class OneCustomerFilter(Filter):
    field_class = CustomerField


class ActivityFilter(FilterSet):
    search = CharFilter(label=_("Search"), method="find", max_length=200)
    doer = ChoiceFilter(label=_("Who"), method="done_by", empty_label=_("Anybody"))
    record = MultipleChoiceFilter(label=_("Record"), field_name="subject_kind", distinct=False)
    event = MultipleChoiceFilter(label=_("What"), field_name="name", distinct=False)
    since = DateFilter(label=_("From"), method="from_day", lookup_expr="gte", widget=DateInput())
    until = DateFilter(label=_("Until"), method="until_day", lookup_expr="lte", widget=DateInput())
    customer = OneCustomerFilter(label=_("Customer"), method="about_customer")

    class Meta:
        model = EventRecord
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        store = self.request.store
        members = list(store.memberships.select_related("user").order_by("user__name", "user__email"))
        keys = list(store.apikeys.order_by("name", "pk"))
        self.people = {str(member.public_id): member.user_id for member in members}
        self.keys = {str(key.public_id): key.pk for key in keys}
        self.filters["doer"].extra["choices"] = [
            *DOERS,
            *((str(member.public_id), str(member.user)) for member in members),
            *((str(key.public_id), f"{_('API key')} {key.name}") for key in keys),
        ]
        self.filters["record"].extra["choices"] = activity.kind_choices()
        self.filters["event"].extra["choices"] = activity.event_choices()
        self.filters["customer"].extra["store"] = store

    def find(self, records, name, term):
        """Names are not indexed: without dates only the last months are read."""
        data = self.form.cleaned_data
        if not (data.get("since") or data.get("until")):
            records = records.filter(happened_at__gte=timezone.now() - timedelta(days=SEARCHED_DAYS))
        return records.filter(Q(subject_label__icontains=term) | Q(actor_label__icontains=term))

    def done_by(self, records, name, doer):
        if doer in self.people:
            return records.filter(actor_kind=ActorKind.STAFF, actor_id=self.people[doer])
        if doer in self.keys:
            return records.filter(actor_kind=ActorKind.API_KEY, actor_id=self.keys[doer])
        return records.filter(actor_kind=doer)

    def from_day(self, records, name, day):
        return records.filter(happened_at__gte=self._start(day))

    def until_day(self, records, name, day):
        return records.filter(happened_at__lt=self._start(day + timedelta(days=1)))

    def about_customer(self, records, name, customer):
        return records.filter(customer_id=customer.pk)

    def _start(self, day):
        """Days are the store's."""
        return datetime.combine(day, time.min, self.request.store.zone)
