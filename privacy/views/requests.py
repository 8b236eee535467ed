"""The log of requests, and one of them from its coming to its answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.activity import entries
from core.events.queries import history
from core.exceptions import DomainError
from core.lists import list_page
from privacy import services
from privacy.forms import CheckForm, DueForm, NewRequestForm, RefuseForm
from privacy.models import PrivacyRequest, RequestKind
from privacy.queries import erasure_of
from privacy.tables import REQUESTS

KIND = "privacy.request"


@require_GET
@requires("privacy.view")
def requests(request: StoreRequest) -> HttpResponse:
    return list_page(request, REQUESTS, "privacy/requests.html")


@require_http_methods(["GET", "POST"])
@requires("privacy.handle")
def new(request: StoreRequest) -> HttpResponse:
    """From the log, or from a profile, which names the customer."""
    customer = _customer_named(request)
    today = timezone.now().astimezone(request.store.zone).date()
    known = {"kind": request.GET.get("kind", RequestKind.ACCESS), "received_on": today}
    data = request.POST if request.method == "POST" else None
    form = NewRequestForm(data, initial=known, store=request.store, customer=customer)
    if form.is_valid():
        try:
            made = services.receive_request(
                store=request.store, by=request.actor, now=timezone.now(), **form.values()
            )
        except services.CannotReceiveRequest as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken down"))
            return redirect("privacy:request", made.public_id)
    context = {"form": form, "customer": customer, "cancel": reverse("privacy:list")}
    return render(request, "privacy/new.html", context, status=422 if form.errors else 200)


def _customer_named(request: StoreRequest):
    public_id = request.GET.get("customer")
    if not public_id:
        return None
    try:
        return get_object_or_404(request.store.customers, public_id=public_id)
    except ValidationError:
        raise Http404 from None


@require_GET
@requires("privacy.view")
def one_request(request: StoreRequest, request_id) -> HttpResponse:
    return render(request, "privacy/request.html", context_of(request, one(request, request_id)))


@require_GET
@requires("privacy.view")
def live(request: StoreRequest, request_id) -> HttpResponse:
    """What to do next, drawn anew while the data is gathered."""
    return render(request, "privacy/request.html#next", context_of(request, one(request, request_id)))


@require_http_methods(["GET", "POST"])
@requires("privacy.handle")
def check(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    form = CheckForm(request.POST if request.method == "POST" else None)
    return _answered(request, asked, form, services.check_identity, _("Identity checked"))


@require_http_methods(["GET", "POST"])
@requires("privacy.handle")
def due(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    form = DueForm(request.POST if request.method == "POST" else None, initial={"due_on": asked.due_on})
    return _answered(request, asked, form, services.move_due_date, _("Change the due date"))


@require_http_methods(["GET", "POST"])
@requires("privacy.handle")
def refuse(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    return _answered(request, asked, form, services.refuse_request, _("Refuse the request"))


def _answered(request: StoreRequest, asked: PrivacyRequest, form, verb, heading) -> HttpResponse:
    page = reverse("privacy:request", args=[asked.public_id])
    if form.is_valid():
        try:
            verb(request=asked, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect(page)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "asked": asked, "heading": heading, "cancel": page}
    return render(request, "privacy/step.html", context, status=422 if form.errors else 200)


def one(request: StoreRequest, request_id) -> PrivacyRequest:
    rows = request.store.privacyrequests.select_related("store", "customer", "job")
    return get_object_or_404(rows, public_id=request_id)


def context_of(request: StoreRequest, asked: PrivacyRequest) -> dict:
    today = timezone.now().astimezone(request.store.zone).date()
    return {
        "asked": asked,
        "today": today,
        "is_overdue": asked.is_overdue(today),
        "days_left": asked.days_left(today),
        "step": {"received": 1, "checked": 2}.get(asked.state, 4),
        "steps": [_("Received"), _("Identity checked"), _("Answered")],
        "erasure": erasure_of(asked),
        "entries": entries(history(request.store, KIND, asked.pk), with_changes=True),
        "may_handle": request.principal.can("privacy.handle"),
        "may_see_customers": request.principal.can("customers.view"),
    }
