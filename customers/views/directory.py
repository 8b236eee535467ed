from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.lists import list_page
from customers.queries import customer_growth
from customers.tables import CUSTOMERS


@require_GET
@requires("customers.view")
def customers(request: StoreRequest) -> HttpResponse:
    return list_page(request, CUSTOMERS)


@require_GET
@requires("customers.view")
def growth(request: StoreRequest) -> HttpResponse:
    """The card on the home page."""
    context = {"growth": customer_growth(store=request.store, now=timezone.now())}
    return render(request, "customers/growth_card.html", context)
