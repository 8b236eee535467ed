from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from customers import services
from customers.forms import CustomerForm, known_of


@require_http_methods(["GET", "POST"])
@requires("customers.add")
def add(request: StoreRequest) -> HttpResponse:
    form = CustomerForm(request.POST if request.method == "POST" else None, store=request.store)
    if form.is_valid():
        who = {"store": request.store, "by": request.actor, "now": timezone.now()}
        try:
            customer = services.add_customer(**who, custom=form.custom, **form.values)
        except services.CannotAddCustomer as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("%(name)s added") % {"name": customer.name})
            return redirect("customers:profile", customer.public_id)
    return form_page(request, form, heading=_("Add customer"), cancel=reverse("customers:list"))


@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def edit(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers.with_face(), public_id=customer_id)
    given = request.POST if request.method == "POST" else None
    form = CustomerForm(given, initial=known_of(customer), store=request.store, customer=customer)
    page = reverse("customers:profile", args=[customer.public_id])
    if form.is_valid():
        who = {"customer": customer, "by": request.actor, "now": timezone.now()}
        try:
            services.edit_customer(**who, custom=form.custom, **form.values)
        except services.CannotEditCustomer as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Saved"))
            return redirect(page)
    heading = _("Edit %(name)s") % {"name": customer.name}
    return form_page(request, form, heading=heading, cancel=page, customer=customer)


@require_POST
@requires("customers.view")
def check_field(request: StoreRequest, name: str) -> HttpResponse:
    """One field as it would come back from the form: right or wrong, before anything is sent."""
    form = CustomerForm(request.POST, store=request.store)
    if name not in form.fields:
        raise Http404
    form.full_clean()
    if name == "email" and (email := form.cleaned_data.get("email")):
        taken = request.store.customers.filter(email=email).first()
        if taken and str(taken.public_id) != request.GET.get("but"):
            explain(form, services.DuplicateEmail(taken))
    form.errors.pop("__all__", None)
    return render(
        request, "customers/_field.html", {"field": form[name], "validate": request.get_full_path()}
    )


def explain(form: CustomerForm, refusal: DomainError) -> None:
    """A taken address is a fault of its field, and leads to whoever has it."""
    if not isinstance(refusal, services.DuplicateEmail):
        form.add_error(None, str(refusal))
        return
    url = reverse("customers:profile", args=[refusal.existing.public_id])
    form.add_error("email", format_html('{} <a href="{}">{}</a>', str(refusal), url, _("Open the profile")))


def form_page(request: StoreRequest, form: CustomerForm, **context) -> HttpResponse:
    customer = context.get("customer")
    but = f"?but={customer.public_id}" if customer else ""
    context |= {"form": form, "check_email": reverse("customers:check-field", args=["email"]) + but}
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)
