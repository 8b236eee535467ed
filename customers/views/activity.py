from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.queries.activity import activity_of


@require_GET
@requires("platform.view_activity")
def activity(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel: who looked at this profile and who changed it."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    return render(request, "customers/activity.html", {"customer": customer, **activity_of(customer)})
