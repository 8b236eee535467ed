"""The activity log as a list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from activity.filters import ActivityFilter
from core.lists import Column, Empty, Table

ACTIVITY = Table(
    key="activity",
    label=_("Activity"),
    noun=lambda n: ngettext("entry", "entries", n),
    permission="platform.view_activity",
    url_name="activity:list",
    rows=lambda store: store.events.by_others_than_visitors(),
    filters=ActivityFilter,
    row_url=lambda record: reverse("activity:entry", args=[record.public_id]),
    row_opens_drawer=True,
    search_hint=_("Search by record or person"),
    default_sort="-when",
    export_permission="platform.export_activity",
    columns=(
        Column(
            key="what",
            value="name",
            label=_("What happened"),
            fixed=True,
            template="activity/_what_cell.html",
            on_phone="title",
            exports="name",
        ),
        Column(
            key="record",
            value="subject_label",
            label=_("Record"),
            hidden=True,
            exports="subject_label",
        ),
        Column(
            key="record_kind",
            value="subject_kind",
            label=_("Kind of record"),
            template="activity/_kind_cell.html",
            exports="subject_kind",
        ),
        Column(key="who", value="actor_label", label=_("Who"), hidden=True, exports="actor_label"),
        Column(key="changes", label=_("Changes"), template="activity/_changes_cell.html", exports="changes"),
        Column(key="ip", label=_("IP address"), hidden=True),
        Column(
            key="browser",
            value="user_agent",
            label=_("Browser"),
            template="activity/_browser_cell.html",
            hidden=True,
            exports="user_agent",
        ),
        Column(
            key="when",
            label=_("When"),
            value="happened_at",
            kind="when",
            sort="happened_at",
            largest_first=True,
            on_phone="end",
            exports="happened_at",
        ),
    ),
    empty=Empty(
        title=_("Nothing has happened yet"),
        text=_("Everything your team, your API keys and Regulars do is kept here, with old and new values."),
        icon="history",
    ),
)
