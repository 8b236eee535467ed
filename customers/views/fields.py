"""The settings page of a store's own customer fields."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast
from customers import services
from customers.custom import MOST_FIELDS
from customers.forms import CustomFieldForm
from customers.models import CustomField
from customers.queries import fields_with_counts

PAGE = "customer-settings:fields"


@require_safe
@requires("settings.view")
def fields(request: StoreRequest) -> HttpResponse:
    every = fields_with_counts(request.store)
    context = {
        "fields": [one for one in every if not one.is_archived],
        "archived": [one for one in every if one.is_archived],
        "most": MOST_FIELDS,
        "may_change": request.principal.can("customers.edit_fields"),
        "may_see_customers": request.principal.can("customers.view"),
    }
    part = "#fields" if request.htmx and not in_drawer(request) else ""
    return render(request, f"customers/fields.html{part}", context)


@require_http_methods(["GET", "POST"])
@requires("customers.edit_fields")
def add_field(request: StoreRequest) -> HttpResponse:
    form = CustomFieldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        who = {"store": request.store, "by": request.actor, "now": timezone.now()}
        try:
            field = services.add_custom_field(**who, **form.cleaned_data)
        except services.CannotAddCustomField as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, _("%(name)s added") % {"name": field.label})
    return _form_page(request, form, _("Add field"), _("Add field"))


@require_http_methods(["GET", "POST"])
@requires("customers.edit_fields")
def edit_field(request: StoreRequest, field_id) -> HttpResponse:
    field = _field(request, field_id)
    known = {"label": field.label, "choices": "\n".join(field.choices)}
    form = CustomFieldForm(request.POST if request.method == "POST" else None, initial=known, field=field)
    if form.is_valid():
        who = {"field": field, "by": request.actor, "now": timezone.now()}
        try:
            services.edit_custom_field(**who, **form.cleaned_data)
        except services.CannotEditCustomField as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, _("Saved"))
    heading = _("Edit %(name)s") % {"name": field.label}
    return _form_page(request, form, heading, _("Save"), field=field)


@require_POST
@requires("customers.edit_fields")
def move_field(request: StoreRequest, field_id) -> HttpResponse:
    def move(**who):
        return services.move_custom_field(up=request.POST.get("to") == "up", **who)

    return _change(request, field_id, move)


@require_POST
@requires("customers.edit_fields")
def archive_field(request: StoreRequest, field_id) -> HttpResponse:
    undo = reverse("customer-settings:restore-field", args=[field_id])
    return _change(request, field_id, services.archive_custom_field, _("%(name)s archived"), undo)


@require_POST
@requires("customers.edit_fields")
def restore_field(request: StoreRequest, field_id) -> HttpResponse:
    return _change(request, field_id, services.restore_custom_field, _("%(name)s is back"))


def _change(request: StoreRequest, field_id, verb, words: str = "", undo: str | None = None) -> HttpResponse:
    try:
        field = verb(field=_field(request, field_id), by=request.actor, now=timezone.now())
    except DomainError as refusal:
        if not request.htmx:
            messages.error(request, str(refusal))
            return redirect(PAGE)
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    told = words % {"name": field.label} if words else ""
    if not request.htmx:
        if told:
            messages.success(request, told)
        return redirect(PAGE)
    response = trigger_client_event(HttpResponse(status=204), "fields-changed", {})
    return toast(response, told, undo=undo) if told else response


def _field(request: StoreRequest, field_id) -> CustomField:
    return get_object_or_404(request.store.customfields.select_related("store"), public_id=field_id)


def _done(request: StoreRequest, words: str) -> HttpResponse:
    if in_drawer(request):
        return toast(close_drawer("fields-changed"), words)
    messages.success(request, words)
    return redirect(PAGE)


def _form_page(request: StoreRequest, form, heading: str, submit: str, **context) -> HttpResponse:
    context |= {"form": form, "heading": heading, "submit": submit, "cancel": reverse(PAGE)}
    return render(request, "customers/field_form.html", context, status=422 if form.errors else 200)
