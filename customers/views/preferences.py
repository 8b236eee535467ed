from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.forms.relations import PreferenceForm
from customers.queries.preferences import preferences_of, suggested_preferences
from customers.services import preferences as services
from customers.views.panels import done, drawer_form, refused, said

CHANGED = ("preferences-changed", "timeline-changed")


@require_GET
@requires("customers.view")
def preferences(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    may_edit = request.principal.can("customers.edit") and not customer.is_erased
    context = {
        "customer": customer,
        "kinds": preferences_of(customer),
        "suggestions": suggested_preferences(customer) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "customers/preferences.html", context)


@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def add_preference(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    form = PreferenceForm(request.POST if request.method == "POST" else None, store=request.store)
    if form.is_valid():
        try:
            services.add_preference(
                customer=customer, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, customer, _("Preference added"), *CHANGED)
        except services.CannotAddPreference as refusal:
            form.add_error("value", str(refusal))
    return drawer_form(request, customer, form, heading=_("Add preference"))


@require_POST
@requires("customers.edit")
def keep_preference(request: StoreRequest, customer_id) -> HttpResponse:
    """Take one that was suggested."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    wanted = request.POST.get("key", "")
    found = next((each for each in suggested_preferences(customer) if each.key == wanted), None)
    if found is None:
        raise Http404
    try:
        services.add_preference(customer=customer, by=request.actor, now=timezone.now(), **found.values)
    except services.CannotAddPreference as refusal:
        return refused(refusal)
    return said("", *CHANGED)


@require_POST
@requires("customers.edit")
def remove_preference(request: StoreRequest, customer_id, preference_id) -> HttpResponse:
    theirs = request.store.preferences.filter(customer__deleted_at=None, customer__public_id=customer_id)
    row = get_object_or_404(theirs, public_id=preference_id)
    services.remove_preference(preference=row, by=request.actor, now=timezone.now())
    return said(_("Preference removed"), *CHANGED)
