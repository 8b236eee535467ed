"""Telling those who may answer what is due, before and after it is too late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Membership
from core.models import Store
from notifications.services import Notice, deliver
from privacy.models import PrivacyRequest

KIND = "privacy.request_due"
AHEAD = timedelta(days=5)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Once when five days are left, and once when the day is over; nobody is told the same twice."""
    notices = [notice for store in Store.objects.filter(closed_at=None) for notice in _of(store, now)]
    return deliver(notices)


def _of(store: Store, now: datetime) -> Iterator[Notice]:
    today = now.astimezone(store.zone).date()
    due = list(store.privacyrequests.due_by(today + AHEAD).order_by("due_on", "pk"))
    if not due:
        return
    members = Membership.objects.active().filter(store=store).select_related("user", "store", "custom_role")
    for member in members:
        if member.can("privacy.handle"):
            with override(member.user.language):
                for request in due:
                    yield _notice(request, member, request.is_overdue(today))


def _notice(request: PrivacyRequest, member: Membership, is_late: bool) -> Notice:
    title = (
        _("The privacy request of %(name)s is overdue")
        if is_late
        else _("The privacy request of %(name)s is due soon")
    )
    return Notice(
        store_id=request.store_id,
        user_id=member.user_id,
        kind=KIND,
        title=title % {"name": request},
        text=_("Due on %(day)s") % {"day": date_format(request.due_on, "j M Y")},
        url=reverse("privacy:request", args=[request.public_id]),
        key=f"privacy-{request.pk}-{'late' if is_late else 'soon'}",
    )
