from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.next_action import may_do, suggestions


@require_GET
@requires("customers.view")
def next_action(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel: one suggestion with its fact, and those that come after it."""
    customer = get_object_or_404(request.store.customers.with_figures(), public_id=customer_id)
    customer.store = request.store
    found = [
        asdict(suggestion) | {"may_do": may_do(suggestion, request.principal)}
        for suggestion in suggestions(customer, timezone.now())
    ]
    context = {"first": found[0] if found else None, "others": found[1:]}
    return render(request, "customers/next_action.html", context)
