from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.queries.order_figures import order_figures, today_figures
from commerce.queries.order_timeline import timeline_of
from commerce.queries.orders import address_lines, orders_of, totals_of, whole_orders
from commerce.tables.orders import ORDERS
from core.lists import list_page
from core.lists.state import State
from core.lists.views import is_for_list


@require_GET
@requires("orders.view")
def orders(request: StoreRequest) -> HttpResponse:
    response = list_page(request, ORDERS, "commerce/orders/list.html")
    if is_for_list(request):
        trigger_client_event(response, "orders-listed", {})
    return response


@require_GET
@requires("orders.view")
def figures(request: StoreRequest) -> HttpResponse:
    """Above the list, for the days its address asks for."""
    query = request.GET or QueryDict(urlsplit(request.htmx.current_url or "").query)
    asked = State(ORDERS, request.store, query).filterset.form.cleaned_data
    found = order_figures(
        store=request.store,
        now=timezone.now(),
        first=asked.get("placed_from"),
        last=asked.get("placed_until"),
    )
    context = {
        "figures": found,
        "first_day": found.period.first.isoformat(),
        "last_day": found.period.last.isoformat(),
    }
    return render(request, "commerce/orders/_figures.html", context)


@require_GET
@requires("orders.view")
def order(request: StoreRequest, order_id) -> HttpResponse:
    order = get_object_or_404(whole_orders(request.store), public_id=order_id)
    context = {
        "order": order,
        "totals": totals_of(order),
        "timeline": timeline_of(order),
        "shipping": address_lines(order.shipping_address),
        "billing": address_lines(order.billing_address),
        "may_refund": request.principal.can("orders.refund") and order.refundable > 0,
        "may_see_customers": request.principal.can("customers.view"),
    }
    return render(request, "commerce/orders/order.html", context)


@require_GET
@requires("orders.view")
def today(request: StoreRequest) -> HttpResponse:
    """The card on the home page."""
    found = today_figures(store=request.store, now=timezone.now())
    context = {"today": found, "now": timezone.now(), "from_day": found.day.isoformat()}
    return render(request, "commerce/orders/today_card.html", context)


@require_GET
@requires("orders.view")
def panel(request: StoreRequest, customer_id) -> HttpResponse:
    """On the customer's profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    shown, total = orders_of(customer)
    context = {"customer": customer, "orders": shown, "total": total}
    return render(request, "commerce/orders/panel.html", context)
