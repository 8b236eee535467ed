from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.forms.catalog import CategoryForm
from commerce.models import Category
from commerce.queries.catalog import tree_with_counts
from commerce.services import categories as services
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast


@require_GET
@requires("products.view")
def categories(request: StoreRequest) -> HttpResponse:
    context = {"tree": tree_with_counts(request.store), "may_edit": request.principal.can("products.edit")}
    template = "commerce/categories/list.html"
    return render(request, f"{template}#tree" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
@requires("products.edit")
def add(request: StoreRequest) -> HttpResponse:
    form = CategoryForm(
        request.POST if request.method == "POST" else None,
        store=request.store,
        initial={"parent": request.GET.get("below", "")},
    )
    if form.is_valid():
        try:
            services.add_category(
                store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _done(request)
        except DomainError as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Add category"))


@require_http_methods(["GET", "POST"])
@requires("products.edit")
def edit(request: StoreRequest, category_id) -> HttpResponse:
    """Its name and its place together: both are taken, or none."""
    category = _category(request, category_id)
    known = {"name": category.name, "parent": category.parent and str(category.parent.public_id)}
    posted = request.POST if request.method == "POST" else None
    form = CategoryForm(posted, store=request.store, without=category, initial=known)
    if form.is_valid():
        try:
            with transaction.atomic():
                _edit(request, category, **form.cleaned_data)
            return _done(request)
        except services.CannotMoveCategory as refusal:
            form.add_error("parent", str(refusal))
        except DomainError as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Edit category"), category=category)


@require_POST
@requires("products.edit")
def delete(request: StoreRequest, category_id) -> HttpResponse:
    category = _category(request, category_id)
    try:
        services.delete_category(category=category, by=request.actor, now=timezone.now())
    except services.CannotDeleteCategory as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    if not request.htmx:
        return redirect("products:categories")
    response = trigger_client_event(HttpResponse(status=204), "categories-changed", {})
    return toast(response, _("%(name)s deleted") % {"name": category.name})


def _category(request: StoreRequest, category_id) -> Category:
    return get_object_or_404(request.store.categorys.select_related("parent", "store"), public_id=category_id)


def _edit(request: StoreRequest, category: Category, name: str, parent: Category | None) -> None:
    who = {"by": request.actor, "now": timezone.now()}
    if (parent and parent.pk) != category.parent_id:
        category = services.move_category(category=category, parent=parent, **who)
    if name != category.name:
        services.rename_category(category=category, name=name, **who)


def _done(request: StoreRequest) -> HttpResponse:
    if in_drawer(request):
        return toast(close_drawer("categories-changed"), _("Saved"))
    messages.success(request, _("Saved"))
    return redirect("products:categories")


def _form_page(request: StoreRequest, form: CategoryForm, heading: str, **context) -> HttpResponse:
    context |= {"form": form, "heading": heading, "cancel": reverse("products:categories")}
    return render(request, "commerce/categories/form.html", context, status=422 if form.errors else 200)
