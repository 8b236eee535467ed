from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import toast
from customers import services
from customers.models import Customer


@require_POST
@requires("customers.suspend")
def suspend(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return _act(request, customer, services.suspend_customer, _("Suspended"), "customers:reinstate")


@require_POST
@requires("customers.suspend")
def reinstate(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return _act(request, customer, services.reinstate_customer, _("Reinstated"), "customers:suspend")


@require_POST
@requires("customers.delete")
def delete(request: StoreRequest, customer_id) -> HttpResponse:
    """Back to the list; until tomorrow the deletion can be taken back from there."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    services.delete_customer(customer=customer, by=request.actor, now=timezone.now())
    messages.success(
        request,
        _("%(name)s deleted") % {"name": customer.name},
        extra_tags=f"undo:{reverse('customers:restore', args=[customer.public_id])}",
    )
    return redirect("customers:list")


@require_POST
@requires("customers.delete")
def restore(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(Customer.with_deleted.filter(store=request.store), public_id=customer_id)
    return _act(request, customer, services.restore_customer, _("Restored"), "customers:delete")


def _act(request: StoreRequest, customer: Customer, verb: Callable, done: str, undo: str) -> HttpResponse:
    """Do it and let the page draw itself again; without script, go back to the profile."""
    try:
        verb(customer=customer, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    if not request.htmx:
        messages.success(request, done)
        return redirect("customers:profile", customer.public_id)
    response = HttpResponse(status=204)
    trigger_client_event(response, "customer-changed", {})
    trigger_client_event(response, "list-changed", {})
    return toast(response, done, undo=reverse(undo, args=[customer.public_id]))
