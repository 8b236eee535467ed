from collections.abc import Callable

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
from customers.forms import WhyForm
from customers.models import Customer


@require_http_methods(["GET", "POST"])
@requires("customers.suspend")
def suspend(request: StoreRequest, customer_id) -> HttpResponse:
    """Asks why. Sent without any word of a reason, it is the undo of a reinstatement."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    if request.method == "POST" and "reason" not in request.POST:
        return _act(request, customer, services.suspend_customer, _("Suspended"), "customers:reinstate")
    words = {
        "heading": _("Suspend %(name)s") % {"name": customer.name},
        "explains": _("They get no messages, codes or points until you reinstate them."),
        "submit": _("Suspend"),
    }
    verb, done = services.suspend_customer, _("Suspended")
    return _bar(request, customer, verb, words, done, undo="customers:reinstate")


@require_http_methods(["GET", "POST"])
@requires("customers.suspend")
def ban(request: StoreRequest, customer_id) -> HttpResponse:
    """Asks why. Sent without any word of a reason, it is the undo of a lifted ban."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    if request.method == "POST" and "reason" not in request.POST:
        return _act(request, customer, services.ban_customer, _("Banned"), "customers:lift-ban")
    words = {
        "heading": _("Ban %(name)s") % {"name": customer.name},
        "explains": _(
            "They get no messages, codes or points, and your shop can read that they are banned."
            " Orders that still arrive are kept."
        ),
        "submit": _("Ban"),
    }
    return _bar(request, customer, services.ban_customer, words, _("Banned"), undo="customers:lift-ban")


@require_POST
@requires("customers.suspend")
def reinstate(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return _act(request, customer, services.reinstate_customer, _("Reinstated"), "customers:suspend")


@require_POST
@requires("customers.suspend")
def lift_ban(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return _act(request, customer, services.lift_ban, _("Ban lifted"), "customers:ban")


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


def _bar(
    request: StoreRequest, customer: Customer, verb: Callable, words: dict, done: str, *, undo: str
) -> HttpResponse:
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verb(customer=customer, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _barred(request, customer, done, undo)
    context = {"customer": customer, "form": form, **words}
    return render(request, "customers/bar_form.html", context, status=422 if form.errors else 200)


def _barred(request: StoreRequest, customer: Customer, done: str, undo: str) -> HttpResponse:
    if not in_drawer(request):
        messages.success(request, done)
        return redirect("customers:profile", customer.public_id)
    response = close_drawer("customer-changed", "list-changed")
    return toast(response, done, undo=reverse(undo, args=[customer.public_id]))


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
