from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.forms.currencies import AddRateForm, EditRateForm
from commerce.models import CurrencyRate
from commerce.queries.currencies import COUNTED, rates_in_use
from commerce.services import currencies as services


@require_safe
@requires("settings.view")
def currencies(request: StoreRequest) -> HttpResponse:
    context = {
        "rates": rates_in_use(request.store),
        "counted": COUNTED,
        "may_see_orders": request.principal.can("orders.view"),
        "may_edit": request.principal.can("settings.edit_store"),
    }
    return render(request, "commerce/currencies/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("settings.edit_store")
def add_rate(request: StoreRequest) -> HttpResponse:
    first = {"currency": request.GET.get("currency", ""), "from_day": timezone.localdate()}
    data = request.POST if request.method == "POST" else None
    form = AddRateForm(data, initial=first, store=request.store)
    if form.is_valid():
        given = form.cleaned_data
        try:
            rate = services.add_rate(
                store=request.store,
                currency=given["currency"],
                rate=given["worth"],
                from_day=given["from_day"],
                by=request.actor,
                now=timezone.now(),
            )
        except services.CannotAddRate as refusal:
            form.add_error("from_day", str(refusal))
        else:
            messages.success(request, _("Rate of %(code)s added") % {"code": rate.currency})
            return redirect("shop-settings:currencies")
    return _form_page(request, form, heading=_("Add a rate"), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@requires("settings.edit_store")
def edit_rate(request: StoreRequest, rate_id) -> HttpResponse:
    rate = _rate(request, rate_id)
    known = {"worth": rate.rate.normalize(), "from_day": rate.from_day}
    data = request.POST if request.method == "POST" else None
    form = EditRateForm(data, initial=known, store=request.store)
    if form.is_valid():
        try:
            services.edit_rate(rate=rate, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except services.CannotEditRate as refusal:
            form.add_error("from_day", str(refusal))
        else:
            messages.success(request, _("Saved"))
            return redirect("shop-settings:currencies")
    heading = _("Rate of %(code)s") % {"code": rate.currency}
    return _form_page(request, form, heading=heading, submit=_("Save"), rate=rate)


@require_POST
@requires("settings.edit_store")
def delete_rate(request: StoreRequest, rate_id) -> HttpResponse:
    rate = _rate(request, rate_id)
    services.delete_rate(rate=rate, by=request.actor, now=timezone.now())
    messages.success(request, _("Rate of %(code)s deleted") % {"code": rate.currency})
    return redirect("shop-settings:currencies")


def _rate(request: StoreRequest, rate_id) -> CurrencyRate:
    return get_object_or_404(request.store.currencyrates, public_id=rate_id)


def _form_page(request: StoreRequest, form: EditRateForm, **context) -> HttpResponse:
    context |= {"form": form, "cancel": reverse("shop-settings:currencies")}
    status = 422 if form.errors else 200
    return render(request, "commerce/currencies/form.html", context, status=status)
