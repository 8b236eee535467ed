"""How the log reads about requests."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, TimelineKind, Words, describe, name_kinds, name_timeline_kinds
from core.models import Store
from privacy import events

describe(
    {
        events.RequestReceived: Words(_("took down a privacy request: {subject}"), "shield"),
        events.IdentityChecked: Words(_("checked the identity: {subject}"), "user-check", "success"),
        events.DueDateMoved: Words(_("moved the due date of a privacy request: {subject}"), "calendar"),
        events.RequestRefused: Words(_("refused a privacy request: {subject}"), "ban", "danger"),
        events.DataGathered: Words(_("gathered all data: {subject}"), "package"),
        events.DataFetched: Words(_("downloaded all data: {subject}"), "download"),
        events.ErasureAnswered: Words(_("erased all there was"), "eraser", "danger"),
        events.CustomerErased: Words(_("erased a customer at their wish"), "eraser", "danger"),
        events.ErasureLifted: Words(_("let somebody in again who had been erased"), "undo-2"),
    }
)


def _request(store: Store, request_id: int) -> str | None:
    request = store.privacyrequests.filter(pk=request_id).only("public_id").first()
    return reverse("privacy:request", args=[request.public_id]) if request else None


name_kinds({"privacy.request": Kind(_("Privacy request"), _request)})
name_timeline_kinds(
    TimelineKind(key="privacy", label=_("Privacy"), icon="shield", begins=("privacy.",), order=75)
)
