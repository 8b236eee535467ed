from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.lists import list_page
from customers import queries
from customers.tables import CUSTOMERS


@require_GET
@requires("customers.view")
def customers(request: StoreRequest) -> HttpResponse:
    may_import = request.principal.can("customers.import")
    return list_page(request, CUSTOMERS, "customers/list.html", may_import=may_import)


@require_GET
@requires("customers.view")
def overview(request: StoreRequest) -> HttpResponse:
    """The figures above the list: of the store, whatever the list is filtered by."""
    context = {"overview": queries.overview(store=request.store, now=timezone.now())}
    return render(request, "customers/_overview.html", context)


@require_GET
@requires("customers.view")
def growth(request: StoreRequest) -> HttpResponse:
    """The card on the home page."""
    context = {"growth": queries.customer_growth(store=request.store, now=timezone.now())}
    return render(request, "customers/growth_card.html", context)
