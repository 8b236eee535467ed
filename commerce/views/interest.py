from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.queries.catalog import wants_of
from commerce.services import interest
from core.exceptions import DomainError
from core.htmx import toast
from customers.models import Customer


@require_GET
@requires("products.view")
def wants(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of a customer's profile: what they wished for, and what they wait for."""
    return _panel(request, get_object_or_404(request.store.customers, public_id=customer_id))


@require_POST
@requires("customers.edit")
def cancel_watch(request: StoreRequest, customer_id, watch_id) -> HttpResponse:
    """Somebody asked staff not to be told after all."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    watch = get_object_or_404(customer.watches, public_id=watch_id)
    try:
        interest.cancel_watch(watch=watch, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        return toast(_panel(request, customer), str(refusal), tone="danger")
    response = trigger_client_event(_panel(request, customer), "timeline-changed", {})
    return toast(response, _("They will not be told"))


def _panel(request: StoreRequest, customer: Customer) -> HttpResponse:
    context = {
        "customer": customer,
        **wants_of(customer),
        "may_edit": request.principal.can("customers.edit"),
    }
    return render(request, "commerce/products/wants.html", context)
