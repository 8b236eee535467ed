from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.activity import timeline_kinds
from core.shell import customer_actions, customer_panels
from customers import services
from customers.forms import LANGUAGES, NoteForm
from customers.models import Customer
from customers.queries import event_of, notes_of, tags_of, timeline_of, wanted_email_of
from customers.queries.contact import contact_of, place_of

PARTS = {
    "head": "customers/_head.html",
    "notes": "customers/_notes.html#notes",
    "card": "customers/_card.html",
}
LEADING = 10  # panels of a lesser order stand above the notes


@require_GET
@requires("customers.view")
def profile(request: StoreRequest, customer_id) -> HttpResponse:
    known = request.store.customers.with_figures().select_related("owner__user", "photo")
    customer = get_object_or_404(known, public_id=customer_id)
    customer.store = request.store  # whose settings and fields are at hand
    part = request.GET.get("part", "") if request.htmx else ""
    if part in PARTS:
        return render(request, PARTS[part], CONTEXTS[part](request, customer))
    context = {
        "customer": customer,
        "panels": _panels(request, customer),
        "kinds": timeline_kinds(),
        **timeline_of(customer),
    }
    for fill in CONTEXTS.values():
        context |= fill(request, customer)
    return render(request, "customers/profile.html", context)


def _head(request: StoreRequest, customer: Customer) -> dict[str, Any]:
    actions = [
        {
            "how": action.how,
            "label": action.label,
            "icon": action.icon,
            "url": action.address(customer),
            "question": action.asks(customer),
            "explains": action.explains,
            "dangerous": action.dangerous,
            "button": action.button,
            "part": action.order // 100,
        }
        for action in customer_actions.for_reader(request.principal)
        if action.shown(customer)
    ]
    return {
        "customer": customer,
        "place": place_of(customer),
        "action_buttons": [action for action in actions if action["button"]],
        "action_lines": [action for action in actions if not action["button"]],
    }


def _card(request: StoreRequest, customer: Customer) -> dict[str, Any]:
    return {
        "customer": customer,
        "may_tag": request.principal.can("customers.tag") and not customer.is_erased,
        "language": dict(LANGUAGES[1:]).get(customer.language, customer.language),
        "external_ids": customer.known_as,
        "tags": tags_of(customer),
        "wanted_email": wanted_email_of(customer),
        **contact_of(customer, timezone.now()),
    }


def _notes(request: StoreRequest, customer: Customer) -> dict[str, Any]:
    return {
        "customer": customer,
        "notes": notes_of(customer),
        "note_form": NoteForm(),
        "may_add_note": request.principal.can("customers.add_note"),
        "may_delete_any_note": request.principal.can("customers.delete"),
    }


CONTEXTS = {"head": _head, "notes": _notes, "card": _card}


def _panels(request: StoreRequest, customer: Customer) -> list[dict[str, Any]]:
    return [
        {
            "key": panel.key,
            "title": panel.title,
            "follows": panel.follows,
            "place": "beside" if panel.beside else "leading" if panel.order < LEADING else "main",
            "url": reverse(panel.url_name, args=[customer.public_id]),
        }
        for panel in customer_panels.for_reader(request.principal)
    ]


@require_GET
@requires("customers.view")
def timeline(request: StoreRequest, customer_id) -> HttpResponse:
    """The next of the timeline, of the kinds asked for; from its beginning, anew."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    kinds = _chosen_kinds(request)
    before = event_of(request.store, request.GET.get("before", ""))
    context = {
        "customer": customer,
        "kinds_query": urlencode([("kind", key) for key in kinds]),
        **timeline_of(customer, kinds=kinds, before=before),
    }
    return render(request, f"customers/_timeline.html#{'rows' if before else 'timeline'}", context)


def _chosen_kinds(request: StoreRequest) -> list[str]:
    known = {kind.key for kind in timeline_kinds()}
    return [key for key in request.GET.getlist("kind") if key in known]


@require_POST
@requires("customers.view")
def viewed(request: StoreRequest, customer_id) -> HttpResponse:
    """Told by the page once it is shown: reading an address changes nothing, and a preload is no visit."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    services.note_profile_view(customer=customer, by=request.actor, now=timezone.now())
    return HttpResponse(status=204)
