from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet, MultipleChoiceFilter

from core.models import Job, JobState


class JobFilters(FilterSet):
    """What the jobs page and `/api/jobs` filter by."""

    state = MultipleChoiceFilter(choices=JobState.choices, label=_("State"))
    kind = CharFilter(max_length=60, label=_("Kind"))

    class Meta:
        model = Job
        fields = ["state", "kind"]
