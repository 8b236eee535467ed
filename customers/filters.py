from django_filters import CharFilter, DateTimeFromToRangeFilter, FilterSet

from core.models import EventRecord


class HistoryFilter(FilterSet):
    name = CharFilter(help_text="One kind of event, such as customers.note_added.", max_length=100)
    happened_at = DateTimeFromToRangeFilter(help_text="From or until this moment.")

    class Meta:
        model = EventRecord
        fields = ["name", "happened_at"]
