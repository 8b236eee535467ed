from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import toast
from customers import queries, services
from customers.forms import MergeForm
from customers.models import Customer, Merge
from customers.services.duplicates import weight
from customers.services.merging import UNDOABLE_FOR

FOUND = 8


@require_http_methods(["GET", "POST"])
@requires("customers.merge")
def merge(request: StoreRequest, customer_id) -> HttpResponse:
    """Two customers side by side; without a second one, a way to find it."""
    one = _customer(request, customer_id)
    if not (other_id := request.GET.get("with")):
        return _choose(request, one)
    other = _customer(request, other_id)
    keeps = _kept_side(request, one, other)
    details = queries.side_by_side(one, other, keeps=keeps)
    form = MergeForm(request.POST if request.method == "POST" else None, details=details)
    if form.is_valid():
        sides = {"one": one, "other": other}
        kept = sides.pop(form.cleaned_data["keep"])
        (gone,) = sides.values()
        try:
            done = services.merge_customers(
                kept=kept, gone=gone, taken=form.taken, by=request.actor, now=timezone.now()
            )
        except services.CannotMergeCustomers as refusal:
            form.add_error(None, str(refusal))
        else:
            return _merged(request, done)
    return _compare(request, one, other, keeps, form, details)


def _compare(request, one, other, keeps, form, details) -> HttpResponse:
    kept, gone = (one, other) if keeps == "one" else (other, one)
    context = {
        "customer": one,
        "other": other,
        "keeps": keeps,
        "kept": kept,
        "gone": gone,
        "form": form,
        "details": [detail for detail in details if not detail.same],
        "same": [detail for detail in details if detail.same],
        "moving": queries.moving(kept, gone),
        "until": timezone.now() + UNDOABLE_FOR,
        "bars": gone.is_banned and not kept.is_banned or gone.is_barred and not kept.is_barred,
    }
    page = (
        "customers/merge.html#choice" if request.htmx and request.method == "GET" else "customers/merge.html"
    )
    return render(request, page, context, status=422 if form.errors else 200)


def _choose(request: StoreRequest, customer: Customer) -> HttpResponse:
    term = request.GET.get("q", "").strip()
    pairs = queries.pairs_of(customer)[:FOUND]
    people = request.store.customers.for_table().with_figures().select_related("store")
    found = queries.searched(request.store, people, term).order_by("sort_name", "pk") if term else None
    context = {
        "customer": customer,
        "term": term,
        "alike": [pair.second if pair.first_id == customer.pk else pair.first for pair in pairs],
        "found": None if found is None else found.exclude(pk=customer.pk)[:FOUND],
    }
    page = "customers/merge_with.html#found" if request.htmx else "customers/merge_with.html"
    return render(request, page, context)


@require_GET
@requires("customers.view")
def merged(request: StoreRequest, customer_id) -> HttpResponse:
    """The panel of the profile: who is part of this customer. None: it takes itself away."""
    customer = _customer(request, customer_id)
    context = {
        "customer": customer,
        "merges": list(queries.merges_of(customer)),
        "may_merge": request.principal.can("customers.merge"),
        "now": timezone.now(),
    }
    response = render(request, "customers/merged.html", context)
    if not context["merges"]:
        response["HX-Reswap"] = "delete"
    return response


@require_GET
@requires("customers.view")
def merges(request: StoreRequest) -> HttpResponse:
    rows = queries.merges(request.store)
    page = queries.page_of(rows, request.GET.get("page"))
    for merge in page:
        merge.told = queries.moved_words(merge)
    context = {"page": page, "may_merge": request.principal.can("customers.merge"), "now": timezone.now()}
    return render(request, "customers/merges.html", context)


@require_POST
@requires("customers.merge")
def unmerge(request: StoreRequest, merge_id) -> HttpResponse:
    merge = get_object_or_404(request.store.merges.select_related("kept", "gone"), public_id=merge_id)
    try:
        services.unmerge_customers(merge=merge, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        if request.htmx:
            return toast(HttpResponse(status=409), str(refusal), tone="danger")
        messages.error(request, str(refusal))
        return redirect("customers:merges")
    done = _("%(name)s is a customer of their own again") % {"name": merge.gone_label}
    if not request.htmx:
        messages.success(request, done)
        return redirect("customers:merges")
    response = HttpResponse(status=204)
    for event in ("customer-changed", "merges-changed"):
        trigger_client_event(response, event, {})
    return toast(response, done)


def _merged(request: StoreRequest, done: Merge) -> HttpResponse:
    messages.success(
        request,
        _("%(gone)s is part of %(kept)s now") % {"gone": done.gone_label, "kept": done.kept.name},
        extra_tags=f"undo:{reverse('customers:unmerge', args=[done.public_id])}",
    )
    return redirect("customers:profile", done.kept.public_id)


def _kept_side(request: StoreRequest, one: Customer, other: Customer) -> str:
    asked = request.POST.get("keep") or request.GET.get("keep")
    if asked in ("one", "other"):
        return asked
    return "one" if weight(one) >= weight(other) else "other"


def _customer(request: StoreRequest, public_id) -> Customer:
    rows = request.store.customers.for_table().with_figures().select_related("store", "owner__user")
    return get_object_or_404(rows, public_id=public_id)
