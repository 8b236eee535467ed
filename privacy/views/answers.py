"""Answering: handing the data out, erasing, letting in again. These ask who is signed in once more."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.files import download_headers, private_files
from privacy import services
from privacy.forms import EraseForm
from privacy.queries import held_of, subject_of
from privacy.views.requests import one


@require_POST
@requires("privacy.handle")
def gather(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    try:
        services.gather_data(request=asked, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:request", asked.public_id)


@require_http_methods(["GET", "POST"])
@requires("privacy.handle", recently=True)
def fetch(request: StoreRequest, request_id) -> HttpResponse:
    """The file goes out once, with the name of who took it."""
    asked = one(request, request_id)
    cancel = reverse("privacy:request", args=[asked.public_id])
    if request.method == "GET":
        return render(request, "privacy/fetch.html", {"asked": asked, "cancel": cancel})
    path, size = asked.bundle_path, asked.bundle_size
    try:
        services.fetch_bundle(request=asked, by=request.actor, now=timezone.now())
    except services.CannotFetchBundle as refusal:
        messages.error(request, str(refusal))
        return redirect(cancel)
    response = FileResponse(private_files().open(path))
    download_headers(response, name=f"data-{asked.public_id}.zip", size=size)
    return response


@require_http_methods(["GET", "POST"])
@requires("privacy.handle", recently=True)
def erase(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    page = reverse("privacy:request", args=[asked.public_id])
    customer = asked.customer
    if customer is None or customer.is_erased or not asked.is_erasure or asked.state != "checked":
        messages.error(request, _("There is nothing to erase yet, or no longer."))
        return redirect(page)
    form = EraseForm(request.POST if request.method == "POST" else None, name=customer.name)
    if form.is_valid():
        try:
            services.erase_customer(customer=customer, request=asked, by=request.actor, now=timezone.now())
            messages.success(request, _("Erased"))
            return redirect(page)
        except services.CannotErase as refusal:
            form.add_error(None, str(refusal))
    context = {"asked": asked, "form": form, "cancel": page, "held": held_of(subject_of(customer))}
    return render(request, "privacy/erase.html", context, status=422 if form.errors else 200)


@require_POST
@requires("privacy.handle", recently=True)
def let_in(request: StoreRequest, request_id) -> HttpResponse:
    asked = one(request, request_id)
    try:
        services.lift_erasure(request=asked, by=request.actor, now=timezone.now())
        messages.success(request, _("They may be a customer again, as a new one."))
    except services.CannotLiftErasure as refusal:
        messages.error(request, str(refusal))
    return redirect("privacy:request", asked.public_id)
