from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from activity.tables import ACTIVITY
from core import activity
from core.events.queries import recent
from core.lists import list_page

# Kept, but no news for the home page.
QUIET = (
    "accounts.signed_out",
    "customers.profile_viewed",
    "platform.job_started",
    "platform.view_changed",
    "platform.view_saved",
)


@require_GET
@requires("platform.view_activity")
def activity_log(request: StoreRequest) -> HttpResponse:
    return list_page(request, ACTIVITY)


@require_GET
@requires("platform.view_activity")
def entry(request: StoreRequest, event_id) -> HttpResponse:
    """One entry with everything that is known about it."""
    record = get_object_or_404(request.store.events, public_id=event_id)
    context = {
        "entry": activity.entry(record),
        "record": record,
        "changes": activity.changes_of(record),
        "kind": activity.kind_label(record.subject_kind) if record.subject_kind else "",
        "url": activity.subject_url(record, request.store),
    }
    return render(request, "activity/entry.html", context)


@require_GET
@requires("platform.view_activity")
def recent_card(request: StoreRequest) -> HttpResponse:
    """The card on the home page."""
    entries = activity.entries(recent(request.store, leaving_out=QUIET))
    return render(request, "activity/recent_card.html", {"entries": entries, "now": timezone.now()})
