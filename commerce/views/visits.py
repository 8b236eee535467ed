from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.queries.visits import visits_of


@require_safe
@requires("customers.view")
def visits(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of a customer's page."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    context = {"visits": visits_of(customer)}
    return render(request, "commerce/visits_panel.html", context)
