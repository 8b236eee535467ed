from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.shell import customer_panels
from customers import services
from customers.forms import LANGUAGES, NoteForm
from customers.queries import event_of, notes_of, tags_of, timeline_of, wanted_email_of

PARTS = {
    "notes": "customers/_notes.html#notes",
    "card": "customers/_card.html",
    "actions": "customers/_actions.html",
}


@require_GET
@requires("customers.view")
def profile(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers.with_figures(), public_id=customer_id)
    context = {
        "customer": customer,
        "notes": notes_of(customer),
        "note_form": NoteForm(),
        "may_delete_any_note": request.principal.can("customers.delete"),
        "may_suspend": request.principal.can("customers.suspend"),
        "may_edit": request.principal.can("customers.edit"),
        "may_delete": request.principal.can("customers.delete"),
        "may_tag": request.principal.can("customers.tag") and not customer.is_erased,
        "may_add_note": request.principal.can("customers.add_note"),
        "language": dict(LANGUAGES[1:]).get(customer.language, customer.language),
        "external_ids": customer.known_as,
        "tags": tags_of(customer),
        "wanted_email": wanted_email_of(customer),
        **timeline_of(customer),
        "panels": [
            {
                "key": panel.key,
                "title": panel.title,
                "beside": panel.beside,
                "url": reverse(panel.url_name, args=[customer.public_id]),
            }
            for panel in customer_panels.for_reader(request.principal)
        ],
    }
    part = PARTS.get(request.GET.get("part", "")) if request.htmx else None
    return render(request, part or "customers/profile.html", context)


@require_GET
@requires("customers.view")
def timeline(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    before = event_of(request.store, request.GET.get("before", ""))
    context = {"customer": customer, **timeline_of(customer, before=before)}
    return render(request, "customers/profile.html#timeline", context)


@require_POST
@requires("customers.view")
def viewed(request: StoreRequest, customer_id) -> HttpResponse:
    """Told by the page once it is shown: reading an address changes nothing, and a preload is no visit."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    services.note_profile_view(customer=customer, by=request.actor, now=timezone.now())
    return HttpResponse(status=204)
