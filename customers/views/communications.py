from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.htmx import close_drawer, in_drawer, toast
from customers import services, tasks
from customers.forms import EmailForm
from customers.models import Customer, Email
from customers.queries import communications_of, event_of


@require_GET
@requires("customers.view")
def communications(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile: what passed between the store and the customer."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    before = event_of(request.store, request.GET.get("before", ""))
    found = communications_of(customer, before=before)
    context = {
        "customer": customer,
        **found,
        "is_waiting": any(one.is_due_now for one in found["communications"]),
        "actor": request.actor,
        "may_log": request.principal.can("customers.log_interaction") and not customer.is_erased,
        "may_edit_any": request.principal.can("customers.delete"),
        "may_write": request.principal.can("customers.email")
        and not services.refusal_to_write(customer, timezone.now()),
    }
    part = "customers/communications.html#rows" if before else "customers/communications.html"
    return render(request, part, context)


@require_http_methods(["GET", "POST"])
@requires("customers.email")
def write_email(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    now = timezone.now()
    begun = _begun(request, customer)
    form = EmailForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        sender = services.Sender(name=_name_of(request), reply_to=request.user.email)
        try:
            services.write_email(
                customer=customer, sender=sender, by=request.actor, now=now, **form.cleaned_data
            )
        except services.CannotWriteEmail as refusal:
            form.add_error(None, str(refusal))
        else:
            tasks.send_emails_soon()
            return _done(request, customer)
    context = {
        "customer": customer,
        "form": form,
        "sender": _name_of(request),
        "reply_to": request.user.email,
        "refusal": services.refusal_to_write(customer, now) if not form.errors else "",
        "cancel": reverse("customers:profile", args=[customer.public_id]),
        "may_edit": request.principal.can("customers.edit"),
    }
    return render(request, "customers/write_email.html", context, status=422 if form.errors else 200)


@require_GET
@requires("customers.view")
def email(request: StoreRequest, email_id) -> HttpResponse:
    kept = request.store.emails.filter(customer__deleted_at=None).select_related("customer")
    context = {
        "email": get_object_or_404(kept, public_id=email_id),
        "may_write": request.principal.can("customers.email"),
    }
    return render(request, "customers/email.html", context)


def _begun(request: StoreRequest, customer: Customer) -> dict[str, str]:
    """A greeting and a name to write between, or a mail that has to be written again."""
    if again := _email_of(customer, request.GET.get("again", "")):
        return {"subject": again.subject, "text": again.text}
    greeting = _("Hello %(name)s,") % {"name": customer.first_name} if customer.first_name else _("Hello,")
    return {"text": f"{greeting}\n\n\n\n{request.user}\n{request.store.name}"}


def _email_of(customer: Customer, text: str) -> Email | None:
    try:
        return customer.emails.filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def _name_of(request: StoreRequest) -> str:
    return _("%(person)s, %(store)s") % {"person": request.user, "store": request.store.name}


def _done(request: StoreRequest, customer: Customer) -> HttpResponse:
    words = _("On its way to %(name)s") % {"name": customer.name}
    if in_drawer(request):
        return toast(close_drawer("communications-changed", "timeline-changed"), words)
    messages.success(request, words)
    return redirect("customers:profile", customer.public_id)
