from collections.abc import Callable

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
from commerce.forms.catalog import ProductForm
from commerce.models import Product
from commerce.queries.catalog import history_of, interest_in, sold
from commerce.services import catalog
from commerce.services.product_changes import DETAILS
from commerce.tables.catalog import PRODUCTS
from core.exceptions import DomainError
from core.htmx import toast
from core.lists import list_page
from customers.queries import event_of

PARTS = {
    "gallery": "commerce/products/_gallery.html",
    "card": "commerce/products/_card.html",
    "actions": "commerce/products/_actions.html",
}


@require_GET
@requires("products.view")
def products(request: StoreRequest) -> HttpResponse:
    return list_page(request, PRODUCTS, "commerce/products/list.html")


@require_GET
@requires("products.view")
def product(request: StoreRequest, product_id) -> HttpResponse:
    found = one_product(request, product_id)
    context = product_context(request, found)
    part = PARTS.get(request.GET.get("part", "")) if request.htmx else None
    if part:
        return render(request, part, context)
    context |= {**interest_in(found), **history_of(found)}
    return render(request, "commerce/products/product.html", context)


@require_GET
@requires("products.view")
def sold_card(request: StoreRequest, product_id) -> HttpResponse:
    """On its own address: of a bestseller it reads many orders, and the page does not wait for it."""
    found = one_product(request, product_id)
    context = {
        "product": found,
        "sold": sold(found, now=timezone.now()),
        "may_see_orders": request.principal.can("orders.view"),
    }
    return render(request, "commerce/products/_sold.html", context)


@require_GET
@requires("products.view")
def history(request: StoreRequest, product_id) -> HttpResponse:
    found = get_object_or_404(request.store.products, public_id=product_id)
    before = event_of(request.store, request.GET.get("before", ""))
    context = {"product": found, **history_of(found, before)}
    return render(request, "commerce/products/product.html#history", context)


@require_http_methods(["GET", "POST"])
@requires("products.edit")
def add(request: StoreRequest) -> HttpResponse:
    form = ProductForm(request.POST if request.method == "POST" else None, store=request.store)
    if form.is_valid():
        try:
            made = catalog.add_product(
                store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except catalog.CannotAddProduct as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("%(name)s added") % {"name": made.name})
            return redirect("products:product", made.public_id)
    return _form_page(request, form, heading=_("Add product"), cancel=reverse("products:list"))


@require_http_methods(["GET", "POST"])
@requires("products.edit")
def edit(request: StoreRequest, product_id) -> HttpResponse:
    found = one_product(request, product_id)
    form = ProductForm(
        request.POST if request.method == "POST" else None,
        store=request.store,
        product=found,
        initial=_known(found),
    )
    page = reverse("products:product", args=[found.public_id])
    if form.is_valid():
        try:
            catalog.edit_product(product=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except catalog.CannotEditProduct as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Saved"))
            return redirect(page)
    heading = _("Edit %(name)s") % {"name": found.name}
    return _form_page(request, form, heading=heading, cancel=page, product=found)


@require_POST
@requires("products.edit")
def archive(request: StoreRequest, product_id) -> HttpResponse:
    return _act(request, product_id, catalog.archive_product, _("Archived"), "products:reactivate")


@require_POST
@requires("products.edit")
def reactivate(request: StoreRequest, product_id) -> HttpResponse:
    return _act(request, product_id, catalog.reactivate_product, _("On sale"), "products:archive")


def one_product(request: StoreRequest, product_id) -> Product:
    return get_object_or_404(request.store.products.whole().select_related("store"), public_id=product_id)


def product_context(request: StoreRequest, found: Product) -> dict:
    return {
        "product": found,
        "images": found.images.all(),
        "categories": sorted(found.categories.all(), key=lambda category: category.path),
        "may_edit": request.principal.can("products.edit"),
    }


def explain(form: ProductForm, refusal: DomainError) -> None:
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def _known(found: Product) -> dict:
    return {
        **{name: getattr(found, name) for name in DETAILS},
        "categories": [str(category.public_id) for category in found.categories.all()],
        "tags": ", ".join(found.tags),
        "attributes": "\n".join(f"{name}: {value}" for name, value in found.attributes.items()),
    }


def _form_page(request: StoreRequest, form: ProductForm, **context) -> HttpResponse:
    context |= {"form": form, "from_shop": bool(context.get("product")) and not _is_ours(context["product"])}
    return render(request, "commerce/products/form.html", context, status=422 if form.errors else 200)


def _is_ours(found: Product) -> bool:
    return found.external_id.startswith(catalog.MADE_HERE)


def _act(request: StoreRequest, product_id, verb: Callable, done: str, undo: str) -> HttpResponse:
    """Do it and let the page draw itself again; without script, go back to the product."""
    found = get_object_or_404(request.store.products, public_id=product_id)
    try:
        verb(product=found, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    if not request.htmx:
        messages.success(request, done)
        return redirect("products:product", found.public_id)
    response = HttpResponse(status=204)
    for event in ("product-changed", "list-changed"):
        trigger_client_event(response, event, {})
    return toast(response, done, undo=reverse(undo, args=[found.public_id]))
