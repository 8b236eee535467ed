from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core import activity
from core.beat.services import run_job_now
from core.events.services import discard_parked, replay_all_parked, replay_parked
from core.exceptions import DomainError
from core.htmx import close_drawer, toast
from core.lists import list_page
from operations.parked import PARKED, handler_name
from operations.schedule import machinery, scheduled_jobs


@require_GET
@never_cache
@requires("platform.view_jobs")
def scheduled(request: StoreRequest) -> HttpResponse:
    return render(request, "operations/scheduled.html" + _part(request), _schedule(request))


@require_POST
@requires("platform.run_jobs")
def run_now(request: StoreRequest, name: str) -> HttpResponse:
    said, tone = _("It starts within seconds."), "success"
    try:
        run_job_now(name=name, store=request.store, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        said, tone = str(refusal), "danger"
    if not request.htmx:
        messages.add_message(request, messages.ERROR if tone == "danger" else messages.SUCCESS, said)
        return redirect("jobs:scheduled")
    return toast(render(request, "operations/scheduled.html#list", _schedule(request)), said, tone=tone)


@require_GET
@requires("platform.view_jobs")
def parked(request: StoreRequest) -> HttpResponse:
    can_run = request.principal.can("platform.run_jobs")
    return list_page(request, PARKED, "operations/parked.html", can_run=can_run)


@require_GET
@requires("platform.view_jobs")
def parked_event(request: StoreRequest, parked_id: UUID) -> HttpResponse:
    row = get_object_or_404(request.store.parkedevents, public_id=parked_id)
    record = request.store.events.filter(pk=row.event_id, happened_at=row.happened_at).first()
    context = {
        "parked": row,
        "entry": activity.entry(record) if record else None,
        "record": record,
        "handler": handler_name(row.handler),
        "can_run": request.principal.can("platform.run_jobs"),
        "can_see_log": request.principal.can("platform.view_activity"),
    }
    return render(request, "operations/parked_event.html", context)


@require_POST
@requires("platform.run_jobs")
def replay(request: StoreRequest, parked_id: UUID) -> HttpResponse:
    return _steer(request, parked_id, replay_parked, _("It is tried again within seconds."))


@require_POST
@requires("platform.run_jobs")
def discard(request: StoreRequest, parked_id: UUID) -> HttpResponse:
    return _steer(request, parked_id, discard_parked, _("The event was discarded for this handler."))


@require_POST
@requires("platform.run_jobs")
def replay_all(request: StoreRequest) -> HttpResponse:
    count = replay_all_parked(store=request.store, by=request.actor, now=timezone.now())
    said = ngettext("%(n)d event is tried again.", "%(n)d events are tried again.", count) % {"n": count}
    messages.success(request, said)
    return redirect("jobs:parked")


def _steer(request: StoreRequest, parked_id: UUID, verb, said: str) -> HttpResponse:
    row = get_object_or_404(request.store.parkedevents, public_id=parked_id)
    tone = "success"
    try:
        verb(parked=[row], by=request.actor, now=timezone.now()).only()
    except DomainError as refusal:
        said, tone = str(refusal), "danger"
    if not request.htmx:
        messages.add_message(request, messages.ERROR if tone == "danger" else messages.SUCCESS, said)
        return redirect("jobs:parked")
    return toast(close_drawer("list-changed"), said, tone=tone)


def _schedule(request: StoreRequest) -> dict:
    now = timezone.now()
    return {
        "jobs": scheduled_jobs(now),
        "machinery": machinery(request.store, now),
        "now": now,
        "can_run": request.principal.can("platform.run_jobs"),
        "sees_errors": request.user.is_superuser,  # they may tell about other stores
    }


def _part(request: StoreRequest) -> str:
    return "#list" if request.htmx and (request.htmx.target or "").endswith("#schedule") else ""
