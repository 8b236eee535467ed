from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, MultipleChoiceFilter

from core.filters import StoreDays
from privacy.models import OPEN, PrivacyRequest, RequestKind, RequestState


class RequestFilter(StoreDays):
    search = CharFilter(label=_("Search"), method="find", max_length=200)
    kind = ChoiceFilter(
        label=_("Request"), choices=RequestKind.choices, empty_label=_("Any"), widget=RadioSelect
    )
    state = MultipleChoiceFilter(
        label=_("State"), choices=RequestState.choices, distinct=False, widget=CheckboxSelectMultiple
    )
    time = ChoiceFilter(
        label=_("Time"),
        method="in_time",
        choices=[("open", _("Still open")), ("overdue", _("Overdue"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )

    class Meta:
        model = PrivacyRequest
        fields: list[str] = []

    def find(self, rows, name, text):
        return rows.filter(Q(name__icontains=text) | Q(customer__email=text.lower()))

    def in_time(self, rows, name, word):
        if word == "open":
            return rows.filter(OPEN)
        today = timezone.now().astimezone(self.request.store.zone).date()
        return rows.filter(OPEN, due_on__lt=today)
