from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.forms.payment_methods import PaymentMethodForm
from customers.models import PaymentMethod
from customers.queries.payment_methods import payment_methods_of, suggested_payment_methods
from customers.services import payment_methods as services
from customers.views.panels import done, drawer_form, refused, said

CHANGED = ("payment-methods-changed", "timeline-changed")
SHOWN = ("kind", "brand", "last_four", "expires_month", "expires_year", "provider")


@require_GET
@requires("customers.view")
def payment_methods(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    may_edit = request.principal.can("customers.edit") and not customer.is_erased
    now = timezone.now().astimezone(request.store.zone)
    context = {
        "customer": customer,
        "methods": [
            {"row": method, "is_expired": method.is_expired(now)} for method in payment_methods_of(customer)
        ],
        "suggestions": suggested_payment_methods(customer) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "customers/payment_methods.html", context)


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def add_payment_method(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    form = PaymentMethodForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_payment_method(
                customer=customer, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, customer, _("Payment method added"), *CHANGED)
        except services.CannotAddPaymentMethod as refusal:
            form.add_error(None, str(refusal))
    return drawer_form(request, customer, form, heading=_("Add payment method"))


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def edit_payment_method(request: StoreRequest, customer_id, method_id) -> HttpResponse:
    method = _method(request, customer_id, method_id)
    known = {name: getattr(method, name) for name in SHOWN}
    sent = request.POST if request.method == "POST" else None
    form = PaymentMethodForm(sent, initial=known, has_token=bool(method.token))
    if form.is_valid():
        try:
            services.edit_payment_method(
                method=method, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, method.customer, _("Saved"), *CHANGED)
        except services.CannotEditPaymentMethod as refusal:
            form.add_error(None, str(refusal))
    return drawer_form(request, method.customer, form, heading=_("Edit payment method"))


@require_POST
@requires("customers.edit")
def delete_payment_method(request: StoreRequest, customer_id, method_id) -> HttpResponse:
    services.delete_payment_method(
        method=_method(request, customer_id, method_id), by=request.actor, now=timezone.now()
    )
    undo = reverse("customers:restore-payment-method", args=[customer_id, method_id])
    return said(_("Payment method deleted"), *CHANGED, undo=undo)


@require_POST
@requires("customers.edit")
def restore_payment_method(request: StoreRequest, customer_id, method_id) -> HttpResponse:
    kept = PaymentMethod.with_deleted.filter(store=request.store, customer__deleted_at=None)
    method = get_object_or_404(kept, customer__public_id=customer_id, public_id=method_id)
    try:
        services.restore_payment_method(method=method, by=request.actor, now=timezone.now())
    except services.CannotRestorePaymentMethod as refusal:
        return refused(refusal)
    return said("", *CHANGED)


@require_POST
@requires("customers.edit")
def keep_payment_method(request: StoreRequest, customer_id) -> HttpResponse:
    """Take one that was suggested."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    wanted = request.POST.get("key", "")
    found = next((each for each in suggested_payment_methods(customer) if each.key == wanted), None)
    if found is None:
        raise Http404
    try:
        services.add_payment_method(customer=customer, by=request.actor, now=timezone.now(), **found.values)
    except services.CannotAddPaymentMethod as refusal:
        return refused(refusal)
    return said(_("Payment method added"), *CHANGED)


def _method(request: StoreRequest, customer_id, method_id) -> PaymentMethod:
    rows = request.store.payment_methods.filter(customer__deleted_at=None, customer__public_id=customer_id)
    return get_object_or_404(rows.select_related("customer"), public_id=method_id)
