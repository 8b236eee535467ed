from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.queries.cart_figures import WINDOW, cart_figures
from commerce.queries.carts import open_cart_of, whole_carts
from commerce.tables.carts import CARTS
from core.lists import list_page
from core.store_settings import Thresholds


@require_GET
@requires("orders.view")
def carts(request: StoreRequest) -> HttpResponse:
    hours = request.store.settings_of(Thresholds).cart_segment_hours
    return list_page(request, CARTS, "commerce/carts/list.html", hours=hours)


@require_GET
@requires("orders.view")
def figures(request: StoreRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "figures": cart_figures(store=request.store, now=now),
        "from_day": (now - WINDOW).astimezone(request.store.zone).date().isoformat(),
    }
    return render(request, "commerce/carts/_figures.html", context)


@require_GET
@requires("orders.view")
def cart(request: StoreRequest, cart_id) -> HttpResponse:
    cart = get_object_or_404(whole_carts(request.store), public_id=cart_id)
    context = {"cart": cart, "may_see_customers": request.principal.can("customers.view")}
    return render(request, "commerce/carts/cart.html", context)


@require_GET
@requires("orders.view")
def panel(request: StoreRequest, customer_id) -> HttpResponse:
    """On the customer's profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    context = {"customer": customer, "cart": open_cart_of(customer)}
    return render(request, "commerce/carts/panel.html", context)
