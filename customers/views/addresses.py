from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.forms.addresses import AddressForm
from customers.models import Address, AddressKind
from customers.queries.addresses import addresses_of, suggested_addresses
from customers.services import addresses as services
from customers.views.panels import done, drawer_form, refused, said

CHANGED = ("addresses-changed", "customer-changed")


@require_GET
@requires("customers.view")
def addresses(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    may_edit = request.principal.can("customers.edit") and not customer.is_erased
    context = {
        "customer": customer,
        "addresses": addresses_of(customer),
        "suggestions": suggested_addresses(customer) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "customers/addresses.html", context)


@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def add_address(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    start = {"kind": AddressKind.SHIPPING, "name": f"{customer.first_name} {customer.last_name}".strip()}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            services.add_address(customer=customer, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, customer, _("Address added"), *CHANGED)
        except services.CannotAddAddress as refusal:
            form.add_error(None, str(refusal))
    return drawer_form(request, customer, form, heading=_("Add address"))


@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def edit_address(request: StoreRequest, customer_id, address_id) -> HttpResponse:
    address = _address(request, customer_id, address_id)
    known = {**address.parts, "kind": address.kind, "is_main": address.is_main}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            services.edit_address(address=address, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, address.customer, _("Saved"), *CHANGED)
        except services.CannotEditAddress as refusal:
            form.add_error(None, str(refusal))
    return drawer_form(request, address.customer, form, heading=_("Edit address"))


@require_POST
@requires("customers.edit")
def make_main_address(request: StoreRequest, customer_id, address_id) -> HttpResponse:
    address = _address(request, customer_id, address_id)
    try:
        services.make_main_address(address=address, by=request.actor, now=timezone.now())
    except services.CannotEditAddress as refusal:
        return refused(refusal)
    return said(_("Main address changed"), *CHANGED)


@require_POST
@requires("customers.edit")
def delete_address(request: StoreRequest, customer_id, address_id) -> HttpResponse:
    address = _address(request, customer_id, address_id)
    try:
        services.delete_address(address=address, by=request.actor, now=timezone.now())
    except services.CannotEditAddress as refusal:
        return refused(refusal)
    undo = reverse("customers:restore-address", args=[customer_id, address_id])
    return said(_("Address deleted"), *CHANGED, undo=undo)


@require_POST
@requires("customers.edit")
def restore_address(request: StoreRequest, customer_id, address_id) -> HttpResponse:
    kept = Address.with_deleted.filter(store=request.store, customer__deleted_at=None)
    address = get_object_or_404(kept, customer__public_id=customer_id, public_id=address_id)
    try:
        services.restore_address(address=address, by=request.actor, now=timezone.now())
    except services.CannotRestoreAddress as refusal:
        return refused(refusal)
    return said("", *CHANGED)


@require_POST
@requires("customers.edit")
def keep_address(request: StoreRequest, customer_id) -> HttpResponse:
    """Take one that was suggested."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    wanted = request.POST.get("key", "")
    found = next((each for each in suggested_addresses(customer) if each.key == wanted), None)
    if found is None:
        raise Http404
    try:
        services.add_address(customer=customer, by=request.actor, now=timezone.now(), **found.values)
    except services.CannotAddAddress as refusal:
        return refused(refusal)
    return said(_("Address added"), *CHANGED)


def _address(request: StoreRequest, customer_id, address_id) -> Address:
    rows = request.store.addresses.filter(customer__deleted_at=None, customer__public_id=customer_id)
    return get_object_or_404(rows.select_related("customer"), public_id=address_id)
