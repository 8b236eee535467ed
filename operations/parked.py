"""Parked events as a list, with the verbs for many."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import CharFilter, ChoiceFilter, FilterSet, MultipleChoiceFilter

from core import activity
from core.events import all_handlers
from core.events.services import discard_parked, replay_parked
from core.lists import BulkVerb, Column, Empty, Table
from core.models import ParkedEvent


def handler_name(name: str) -> str:
    """`customers.handlers.count_views` reads "Customers: count views"."""
    parts = name.split(".")
    return f"{parts[0].capitalize()}: {parts[-1].replace('_', ' ')}"


class ParkedFilter(FilterSet):
    search = CharFilter(label=_("Search"), field_name="error", lookup_expr="icontains", max_length=200)
    event = MultipleChoiceFilter(
        label=_("Event"), field_name="name", choices=activity.event_choices, distinct=False
    )
    handler = MultipleChoiceFilter(
        label=_("Handler"),
        choices=lambda: [(handler.name, handler_name(handler.name)) for handler in all_handlers()],
        distinct=False,
    )
    state = ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[("waiting", _("Is tried again")), ("given_up", _("Given up"))],
        empty_label=_("Any"),
    )

    class Meta:
        model = ParkedEvent
        fields: list[str] = []

    def in_state(self, parked, name, state):
        return parked.filter(next_try_at__isnull=state == "given_up")


def _n(one: str, many: str):
    return lambda n: ngettext(one, many, n) % {"n": f"{n:,}"}


PARKED = Table(
    key="parked",
    label=_("Parked events"),
    noun=lambda n: ngettext("parked event", "parked events", n),
    permission="platform.view_jobs",
    url_name="jobs:parked",
    rows=lambda store: store.parkedevents.all(),
    filters=ParkedFilter,
    row_url=lambda parked: reverse("jobs:parked-event", args=[parked.public_id]),
    row_opens_drawer=True,
    search_hint=_("Search in the errors"),
    default_sort="-parked",
    columns=(
        Column(key="event", label=_("Event"), value="title", fixed=True, on_phone="title", exports="name"),
        Column(key="handler", label=_("Handler"), template="operations/_handler_cell.html", on_phone="sub"),
        Column(key="error", label=_("Error"), value="last_line", exports="error"),
        Column(key="attempts", label=_("Tries"), kind="number", sort="attempts"),
        Column(
            key="next_try",
            label=_("Next try"),
            value="next_try_at",
            template="operations/_next_try_cell.html",
            exports="next_try_at",
        ),
        Column(
            key="parked",
            label=_("Parked"),
            value="created_at",
            kind="when",
            sort="created_at",
            largest_first=True,
            on_phone="end",
            exports="created_at",
        ),
    ),
    bulk=(
        BulkVerb(
            key="replay",
            label=_("Try again"),
            icon="rotate-ccw",
            permission="platform.run_jobs",
            apply=lambda rows, **who: replay_parked(parked=rows, **who),
            done=_n("%(n)s event is tried again", "%(n)s events are tried again"),
            asks=_n("Try %(n)s event again?", "Try %(n)s events again?"),
            explains=_("Each is handed to its handler once more, within seconds."),
        ),
        BulkVerb(
            key="discard",
            label=_("Discard"),
            icon="trash-2",
            permission="platform.run_jobs",
            apply=lambda rows, **who: discard_parked(parked=rows, **who),
            done=_n("%(n)s event discarded", "%(n)s events discarded"),
            asks=_n("Discard %(n)s event?", "Discard %(n)s events?"),
            explains=_("Their handlers never get them. The activity log keeps what happened."),
            dangerous=True,
        ),
    ),
    empty=Empty(
        title=_("No event is parked"),
        text=_("When Regulars fails to react to an event, the event waits here and is tried again."),
        icon="circle-check",
    ),
)
