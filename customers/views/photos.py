from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.uploads import CannotUpload
from customers import services


@require_POST
@requires("customers.edit")
def photo(request: StoreRequest, customer_id) -> HttpResponse:
    file = request.FILES.get("file")

    def put(**who):
        if file is None:
            raise CannotUpload(_("Choose an image first."))
        return services.set_photo(file=file, **who)

    return _answer(request, customer_id, put)


@require_POST
@requires("customers.edit")
def remove_photo(request: StoreRequest, customer_id) -> HttpResponse:
    return _answer(request, customer_id, services.remove_photo)


def _answer(request: StoreRequest, customer_id, verb) -> HttpResponse:
    customer = get_object_or_404(request.store.customers.with_face(), public_id=customer_id)
    problem = ""
    try:
        customer = verb(customer=customer, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        problem = str(refusal)
    if not request.htmx and not problem:
        return redirect("customers:edit", customer.public_id)
    context = {"customer": customer, "photo_error": problem}
    response = render(request, "customers/_photo.html", context, status=422 if problem else 200)
    return response if problem else trigger_client_event(response, "customer-changed", {})
