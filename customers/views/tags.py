from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast
from customers import services
from customers.forms import GiveTagForm, MergeTagForm, TagForm
from customers.models import Tag
from customers.queries import tags_of, tags_with_counts
from customers.services.rule_tags import rules_in_words


@require_GET
@requires("customers.view")
def tags(request: StoreRequest) -> HttpResponse:
    context = {
        "tags": tags_with_counts(request.store),
        "rules": rules_in_words(request.store),
        "may_edit": request.principal.can("customers.edit_tags"),
    }
    return render(request, "customers/tags.html#tags" if request.htmx else "customers/tags.html", context)


@require_http_methods(["GET", "POST"])
@requires("customers.edit_tags")
def add_tag(request: StoreRequest) -> HttpResponse:
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_tag(store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return _done(request, _("Saved"))
        except services.CannotAddTag as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Add tag"))


@require_http_methods(["GET", "POST"])
@requires("customers.edit_tags")
def edit_tag(request: StoreRequest, tag_id) -> HttpResponse:
    tag = _tag(request, tag_id)
    known = {"name": tag.name, "colour": tag.colour}
    form = TagForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            services.edit_tag(tag=tag, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return _done(request, _("Saved"))
        except services.CannotEditTag as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Edit tag"))


@require_http_methods(["GET", "POST"])
@requires("customers.edit_tags")
def merge_tag(request: StoreRequest, tag_id) -> HttpResponse:
    tag = _tag(request, tag_id)
    form = MergeTagForm(request.POST if request.method == "POST" else None, tag=tag)
    if form.is_valid():
        try:
            into = form.cleaned_data["into"]
            count = services.merge_tags(tag=tag, into=into, by=request.actor, now=timezone.now())
        except services.CannotMergeTags as refusal:
            form.add_error("into", str(refusal))
        else:
            have = ngettext("%(n)s customer has “%(tag)s” now", "%(n)s customers have “%(tag)s” now", count)
            return _done(request, have % {"n": f"{count:,}", "tag": into.name})
    return _form_page(request, form, _("Merge “%(name)s”") % {"name": tag.name})


@require_POST
@requires("customers.edit_tags")
def delete_tag(request: StoreRequest, tag_id) -> HttpResponse:
    tag = _tag(request, tag_id)
    try:
        services.delete_tag(tag=tag, by=request.actor, now=timezone.now())
    except services.CannotDeleteTag as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    if not request.htmx:
        messages.success(request, _("%(name)s deleted") % {"name": tag.name})
        return redirect("customers:tags")
    response = trigger_client_event(HttpResponse(status=204), "tags-changed", {})
    return toast(response, _("%(name)s deleted") % {"name": tag.name})


@require_http_methods(["GET", "POST"])
@requires("customers.tag")
def customer_tags(request: StoreRequest, customer_id) -> HttpResponse:
    """The tags of one customer, in the drawer: give another, take one away."""
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    form = GiveTagForm(request.POST if request.method == "POST" else None, store=request.store)
    if form.is_valid():
        who = {"customer": customer, "by": request.actor, "now": timezone.now()}
        verb = services.untag_customer if request.POST.get("act") == "take" else services.tag_customer
        try:
            verb(tag=form.cleaned_data["tag"], **who)
            form = GiveTagForm(store=request.store)
        except DomainError as refusal:
            form.add_error("tag", str(refusal))
        if not request.htmx:
            return redirect("customers:customer-tags", customer.public_id)
    context = {"customer": customer, "form": form, "tags": tags_of(customer)}
    response = render(request, "customers/customer_tags.html", context, status=422 if form.errors else 200)
    changed = request.method == "POST" and not form.errors
    return trigger_client_event(response, "customer-changed", {}) if changed else response


def _tag(request: StoreRequest, tag_id) -> Tag:
    return get_object_or_404(request.store.tags.select_related("store"), public_id=tag_id)


def _done(request: StoreRequest, words: str) -> HttpResponse:
    if in_drawer(request):
        return toast(close_drawer("tags-changed"), words)
    messages.success(request, words)
    return redirect("customers:tags")


def _form_page(request: StoreRequest, form, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "cancel": reverse("customers:tags")}
    return render(request, "customers/tag_form.html", context, status=422 if form.errors else 200)
