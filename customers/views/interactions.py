from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast
from customers import services
from customers.forms import InteractionForm
from customers.models import Customer, Direction, Interaction, InteractionKind

CHANGED = ("communications-changed", "timeline-changed")


@require_http_methods(["GET", "POST"])
@requires("customers.log_interaction")
def log_interaction(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    now = timezone.now()
    usual = {
        "kind": InteractionKind.CALL,
        "direction": Direction.OUT,
        "happened_at": timezone.localtime(now).replace(second=0, microsecond=0),
    }
    form = InteractionForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        try:
            services.log_interaction(customer=customer, by=request.actor, now=now, **form.cleaned_data)
            return _done(request, customer, _("Logged"))
        except services.CannotLogInteraction as refusal:
            form.add_error(None, str(refusal))
    return _form_page(request, customer, form, _("Log a call or meeting"))


@require_http_methods(["GET", "POST"])
@requires("customers.log_interaction")
def edit_interaction(request: StoreRequest, interaction_id) -> HttpResponse:
    interaction = _interaction(request, interaction_id)
    known = {name: getattr(interaction, name) for name in InteractionForm.base_fields}
    at = timezone.localtime(interaction.happened_at)
    known["happened_at"] = at.replace(second=0, microsecond=0)
    form = InteractionForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        values = {**form.cleaned_data}
        if "happened_at" not in form.changed_data:
            del values["happened_at"]  # the form knows minutes, the row seconds
        try:
            services.edit_interaction(
                interaction=interaction,
                by=request.actor,
                now=timezone.now(),
                may_edit_any=_may_edit_any(request),
                **values,
            )
            return _done(request, interaction.customer, _("Saved"))
        except services.CannotEditInteraction as refusal:
            form.add_error(None, str(refusal))
    return _form_page(request, interaction.customer, form, _("Edit entry"))


@require_POST
@requires("customers.log_interaction")
def delete_interaction(request: StoreRequest, interaction_id) -> HttpResponse:
    interaction = _interaction(request, interaction_id)
    try:
        services.delete_interaction(
            interaction=interaction,
            by=request.actor,
            now=timezone.now(),
            may_edit_any=_may_edit_any(request),
        )
    except DomainError as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    undo = reverse("customers:restore-interaction", args=[interaction.public_id])
    return toast(_changed(HttpResponse(status=204)), _("Entry deleted"), undo=undo)


@require_POST
@requires("customers.log_interaction")
def restore_interaction(request: StoreRequest, interaction_id) -> HttpResponse:
    kept = Interaction.with_deleted.filter(store=request.store, customer__deleted_at=None)
    interaction = get_object_or_404(kept, public_id=interaction_id)
    services.restore_interaction(interaction=interaction, by=request.actor, now=timezone.now())
    return _changed(HttpResponse(status=204))


def _interaction(request: StoreRequest, interaction_id) -> Interaction:
    kept = request.store.interactions.filter(customer__deleted_at=None).select_related("customer")
    return get_object_or_404(kept, public_id=interaction_id)


def _may_edit_any(request: StoreRequest) -> bool:
    return request.principal.can("customers.delete")


def _changed(response: HttpResponse) -> HttpResponse:
    for event in CHANGED:
        trigger_client_event(response, event, {})
    return response


def _done(request: StoreRequest, customer: Customer, words: str) -> HttpResponse:
    if in_drawer(request):
        return toast(close_drawer(*CHANGED), words)
    messages.success(request, words)
    return redirect("customers:profile", customer.public_id)


def _form_page(
    request: StoreRequest, customer: Customer, form: InteractionForm, heading: str
) -> HttpResponse:
    context = {
        "customer": customer,
        "form": form,
        "heading": heading,
        "cancel": reverse("customers:profile", args=[customer.public_id]),
    }
    return render(request, "customers/interaction.html", context, status=422 if form.errors else 200)
