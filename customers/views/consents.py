"""What a customer agreed to: on the profile, and written down by staff."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.htmx import close_drawer, in_drawer, toast
from customers import services
from customers.consent_links import token_of
from customers.consent_words import what_of, worded
from customers.forms import ConsentForm
from customers.models import Customer
from customers.queries import choices_of, ledger_of


@require_safe
@requires("customers.view")
def consents(request: StoreRequest, customer_id) -> HttpResponse:
    customer = _customer(request, customer_id)
    choices = choices_of(customer)
    context = {
        "customer": customer,
        "choices": [choice for choice in choices if choice.topic is None or choice.said],
        "may_record": _may_record(request, customer),
    }
    return render(request, "customers/consents/panel.html", context)


@require_safe
@requires("customers.view")
def consent_ledger(request: StoreRequest, customer_id) -> HttpResponse:
    """Every word with its proof, and the person's own page to hand on."""
    customer = _customer(request, customer_id)
    context = {
        "customer": customer,
        "records": [(one, worded(what_of(one))) for one in ledger_of(customer)[:200]],
        "own_page": request.build_absolute_uri(reverse("own-consents", args=[token_of(customer)])),
        "may_record": _may_record(request, customer),
        "me": request.actor,
        "correctable_from": timezone.now() - services.CORRECTABLE_FOR,
    }
    return render(request, "customers/consents/ledger.html", context)


@require_http_methods(["GET", "POST"])
@requires("customers.record_consent")
def record_consent(request: StoreRequest, customer_id) -> HttpResponse:
    customer = _customer(request, customer_id)
    form = ConsentForm(request.POST if request.method == "POST" else None, customer=customer)
    if form.is_valid():
        try:
            record = services.record_consent(told=_told(customer, form), by=request.actor, now=timezone.now())
        except services.CannotRecordConsent as refusal:
            form.add_error("wording" if isinstance(refusal, services.NeedsWording) else None, str(refusal))
        else:
            undo = reverse("customers:correct-consent", args=[record.public_id])
            if in_drawer(request):
                return toast(close_drawer("consents-changed"), _("Written down"), undo=undo)
            return redirect("customers:profile", customer.public_id)
    context = {"form": form, "customer": customer}
    return render(request, "customers/consents/record.html", context, status=422 if form.errors else 200)


@require_POST
@requires("customers.record_consent")
def correct_consent(request: StoreRequest, consent_record_id) -> HttpResponse:
    record = get_object_or_404(
        request.store.consentrecords.select_related("customer", "store"), public_id=consent_record_id
    )
    try:
        services.correct_consent(record=record, by=request.actor, now=timezone.now())
    except services.CannotCorrectConsent as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    return toast(close_drawer("consents-changed"), _("Taken back"))


def _told(customer: Customer, form: ConsentForm) -> services.Told:
    given = form.cleaned_data
    choice, day = form.choices[given["about"]], given["day"]
    now = timezone.now()
    at = datetime.combine(day, time(12), timezone.get_current_timezone())
    return services.Told(
        customer=customer,
        word=given["word"],
        method=given["method"],
        purpose=choice.purpose,
        channel=choice.channel,
        topic=choice.topic,
        wording=given["wording"],
        said_at=now if day == timezone.localdate() else at,
    )


def _customer(request: StoreRequest, customer_id) -> Customer:
    return get_object_or_404(request.store.customers.select_related("store"), public_id=customer_id)


def _may_record(request: StoreRequest, customer: Customer) -> bool:
    return request.principal.can("customers.record_consent") and not customer.is_erased
