from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.store_settings import HealthWeights
from customers.figures import days_since, orders_a_year, reasons, tone_of
from customers.queries import stages_of
from customers.queries.outlook import outlook_of
from customers.scoring.outlook import Outlook


@require_GET
@requires("customers.view")
def figures(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile: what the orders and visits say about the customer."""
    customer = get_object_or_404(request.store.customers.with_figures(), public_id=customer_id)
    known, now = customer.figures, timezone.now()
    coming = outlook_of(customer, now)
    context = {
        "coming": coming,
        "predicted": _predicted(float(known.ltv), coming),
        "customer": customer,
        "figures": known,
        "health_tone": tone_of(known.health),
        "reasons": reasons(known, request.store.settings_of(HealthWeights), now),
        "days_since": days_since(known.last_order_at, now),
        "orders_a_year": orders_a_year(known),
        "stages": stages_of(customer),
    }
    return render(request, "customers/figures.html", context)


def _predicted(ltv: float, coming: Outlook | None) -> dict[str, float]:
    """The lifetime value a year from now, and between what it is likely to be."""
    if coming is None:
        return {}
    return {"value": ltv + coming.value, "low": ltv + coming.low, "high": ltv + coming.high}
