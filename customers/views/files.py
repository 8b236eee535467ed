from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.files import download_headers, private_files
from core.htmx import toast
from core.uploads.types import LISTED
from customers.models import Customer, CustomerFile
from customers.services import files as services
from customers.views.panels import refused, said

CHANGED = ("files-changed", "timeline-changed")
SHOWN = 8


@require_GET
@requires("customers.view_files")
def files(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return _panel(request, customer)


@require_POST
@requires("customers.edit_files")
def add_files(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    given = request.FILES.getlist("files")
    try:
        services.add_files(customer=customer, files=given, by=request.actor, now=timezone.now())
    except services.CannotAddFiles as refusal:
        return _panel(request, customer, error=str(refusal))
    if not request.htmx:
        return redirect("customers:profile", customer.public_id)
    words = ngettext("File kept", "%(n)d files kept", len(given)) % {"n": len(given)}
    response = trigger_client_event(_panel(request, customer), "timeline-changed", {})
    return toast(response, words)


@require_GET
@requires("customers.view_files")
def file(request: StoreRequest, customer_id, file_id) -> HttpResponse:
    """Always as a download: what somebody sent in never becomes a page of ours."""
    upload = _file(request, customer_id, file_id).upload
    response = FileResponse(private_files().open(upload.path))
    download_headers(response, name=upload.name, media_type=upload.type, size=upload.size)
    return response


@require_POST
@requires("customers.edit_files")
def delete_file(request: StoreRequest, customer_id, file_id) -> HttpResponse:
    services.delete_file(file=_file(request, customer_id, file_id), by=request.actor, now=timezone.now())
    undo = reverse("customers:restore-file", args=[customer_id, file_id])
    return said(_("File deleted"), *CHANGED, undo=undo)


@require_POST
@requires("customers.edit_files")
def restore_file(request: StoreRequest, customer_id, file_id) -> HttpResponse:
    kept = CustomerFile.with_deleted.filter(store=request.store, customer__deleted_at=None)
    found = get_object_or_404(kept, customer__public_id=customer_id, public_id=file_id)
    try:
        services.restore_file(file=found, by=request.actor, now=timezone.now())
    except services.CannotRestoreFile as refusal:
        return refused(refusal)
    return said("", *CHANGED)


def _file(request: StoreRequest, customer_id, file_id) -> CustomerFile:
    rows = request.store.customer_files.filter(customer__deleted_at=None, customer__public_id=customer_id)
    return get_object_or_404(rows.select_related("customer", "upload"), public_id=file_id)


def _panel(request: StoreRequest, customer: Customer, error: str = "") -> HttpResponse:
    rows = list(customer.files.select_related("upload").order_by("-pk"))
    context = {
        "customer": customer,
        "files": rows[:SHOWN],
        "more_files": rows[SHOWN:],
        "accepted": LISTED,
        "may_edit": request.principal.can("customers.edit_files") and not customer.is_erased,
        "error": error,
    }
    return render(request, "customers/files.html", context)
