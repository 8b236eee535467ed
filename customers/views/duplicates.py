from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import toast
from customers import queries
from customers.models import DuplicatePair
from customers.services import duplicates as services


@require_GET
@requires("customers.view")
def duplicates(request: StoreRequest) -> HttpResponse:
    pairs = queries.open_pairs(request.store)
    context = {
        "page": queries.page_of(pairs, request.GET.get("page")),
        "sure": pairs.filter(is_sure=True).count(),
        "may_merge": request.principal.can("customers.merge"),
    }
    page = "customers/duplicates.html#pairs" if request.htmx else "customers/duplicates.html"
    return render(request, page, context)


@require_POST
@requires("customers.merge")
def look_for_duplicates(request: StoreRequest) -> HttpResponse:
    return _job(request, services.look_for_duplicates)


@require_POST
@requires("customers.merge")
def merge_sure(request: StoreRequest) -> HttpResponse:
    return _job(request, services.merge_sure_pairs)


@require_POST
@requires("customers.merge")
def dismiss_pair(request: StoreRequest, pair_id) -> HttpResponse:
    pair = services.dismiss_pair(pair=_pair(request, pair_id), by=request.actor, now=timezone.now())
    undo = reverse("customers:suggest-pair", args=[pair.public_id])
    return _decided(request, _("They will not be suggested again"), undo)


@require_POST
@requires("customers.merge")
def suggest_pair(request: StoreRequest, pair_id) -> HttpResponse:
    services.suggest_pair_again(pair=_pair(request, pair_id), by=request.actor, now=timezone.now())
    return _decided(request, _("Suggested again"))


def _pair(request: StoreRequest, pair_id) -> DuplicatePair:
    return get_object_or_404(request.store.duplicatepairs, public_id=pair_id)


def _decided(request: StoreRequest, words: str, undo: str = "") -> HttpResponse:
    if not request.htmx:
        messages.success(request, words, extra_tags=f"undo:{undo}" if undo else "")
        return redirect("customers:duplicates")
    response = trigger_client_event(HttpResponse(status=204), "pairs-changed", {})
    return toast(response, words, undo=undo or None)


def _job(request: StoreRequest, start) -> HttpResponse:
    try:
        job = start(store=request.store, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("customers:duplicates")
    return redirect("jobs:job", job.public_id)
