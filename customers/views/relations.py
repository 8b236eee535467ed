from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.forms.relations import RelationForm
from customers.models import Customer, RelationKind
from customers.queries.relations import people_to_relate, related_to, same_address_as
from customers.services import relations as services
from customers.views.panels import done, refused, said

CHANGED = ("relations-changed", "timeline-changed")


@require_GET
@requires("customers.view")
def relations(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    may_edit = request.principal.can("customers.edit") and not customer.is_erased
    context = {
        "customer": customer,
        "related": related_to(customer),
        "suggestions": same_address_as(customer) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "customers/relations.html", context)


@require_http_methods(["GET", "POST"])
@requires("customers.edit")
def relate(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    form = RelationForm(request.POST if request.method == "POST" else None, customer=customer)
    if form.is_valid():
        given = form.cleaned_data
        try:
            _relate(request, customer, given["other"], given["kind"], given["note"])
            return done(request, customer, _("Added"), *CHANGED)
        except services.CannotRelateCustomers as refusal:
            form.add_error(None, str(refusal))
    context = {"customer": customer, "form": form, "heading": _("Add a related person")}
    context |= _people(request, customer, request.POST.get("search") or request.GET.get("search", ""))
    return render(request, "customers/relate.html", context, status=422 if form.errors else 200)


@require_GET
@requires("customers.edit")
def relate_people(request: StoreRequest, customer_id) -> HttpResponse:
    """Those whom the words typed so far may mean."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    context = {"customer": customer, **_people(request, customer, request.GET.get("search", ""))}
    return render(request, "customers/relate.html#people", context)


@require_POST
@requires("customers.edit")
def keep_same_address(request: StoreRequest, customer_id, other_id) -> HttpResponse:
    """Take one who was suggested for living there too."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    other = get_object_or_404(request.store.customers, public_id=other_id)
    try:
        _relate(request, customer, other, RelationKind.SAME_ADDRESS, "")
    except services.CannotRelateCustomers as refusal:
        return refused(refusal)
    return said(_("Added"), *CHANGED)


@require_POST
@requires("customers.edit")
def unrelate(request: StoreRequest, customer_id, relation_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    theirs = request.store.relations.filter(Q(customer=customer) | Q(other=customer))
    relation = get_object_or_404(theirs, public_id=relation_id)
    services.unrelate_customers(relation=relation, by=request.actor, now=timezone.now())
    return said(_("Removed"), *CHANGED)


def _relate(request: StoreRequest, customer: Customer, other: Customer, kind: str, note: str) -> None:
    gives, gets = customer, other
    if kind == "gets_gifts":
        gives, gets, kind = other, customer, RelationKind.GIFTS
    services.relate_customers(
        customer=gives, other=gets, kind=kind, note=note, by=request.actor, now=timezone.now()
    )


def _people(request: StoreRequest, customer: Customer, term: str) -> dict:
    chosen = request.POST.get("other") or request.GET.get("other", "")
    people = people_to_relate(customer, term) if term.strip() else same_address_as(customer)
    if picked := _picked(request, chosen):
        people = [picked, *(one for one in people if one.pk != picked.pk)]
    return {"people": people, "term": term.strip(), "chosen": chosen}


def _picked(request: StoreRequest, text: str) -> Customer | None:
    """Who is chosen stays in sight, whatever is typed next."""
    try:
        return request.store.customers.filter(public_id=UUID(text)).first()
    except ValueError:
        return None
