"""The log of requests as a list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.lists import Column, Empty, Table
from privacy.filters import RequestFilter

REQUESTS = Table(
    key="requests",
    label=_("Privacy"),
    noun=lambda n: ngettext("request", "requests", n),
    permission="privacy.view",
    url_name="privacy:list",
    rows=lambda store: store.privacyrequests.select_related("store"),
    filters=RequestFilter,
    row_url=lambda request: reverse("privacy:request", args=[request.public_id]),
    search_hint=_("Name or e-mail"),
    default_sort="-received",
    columns=(
        Column(
            key="person",
            value="name",
            label=_("Person"),
            fixed=True,
            template="privacy/_person_cell.html",
            on_phone="title",
        ),
        Column(key="state", label=_("State"), template="privacy/_state.html", on_phone="end"),
        Column(key="kind", value="get_kind_display", label=_("Request"), on_phone="sub"),
        Column(
            key="received",
            value="received_on",
            label=_("Received"),
            kind="day",
            sort="received_on",
            largest_first=True,
        ),
        Column(key="due", value="due_on", label=_("Due"), template="privacy/_due_cell.html", sort="due_on"),
        Column(key="answered", value="closed_at", label=_("Answered"), kind="when", hidden=True),
        Column(key="by", value="closed_by", label=_("Answered by"), hidden=True),
    ),
    empty=Empty(
        title=_("Nobody has asked yet"),
        text=_(
            "When somebody wants their data, or wants to be erased, take it down here: you see what is due,"
            " and can show later that it was answered in time."
        ),
        icon="shield-check",
        action=_("Take down a request"),
        url_name="privacy:new",
        permission="privacy.handle",
        drawer=True,
    ),
)
