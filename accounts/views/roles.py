"""The table of roles and permissions, and the roles a store makes for itself."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.team import RoleForm
from accounts.http import StoreRequest
from accounts.permissions import requires
from accounts.roles import AREA_NAMES, GRANTABLE, PERMISSIONS, PERMISSIONS_OF, TEXT_OF, Role, by_area
from accounts.services import roles as services
from accounts.signin.recent import recently_signed_in
from core.exceptions import DomainError


@require_safe
@requires("team.view")
def roles(request: StoreRequest) -> HttpResponse:
    own = list(request.store.customroles.annotate(people=Count("memberships")).order_by("name", "pk"))
    counted = request.store.memberships.exclude(role="").values_list("role").annotate(people=Count("pk"))
    people = dict(counted.order_by())
    columns = [(role.label, PERMISSIONS_OF[role]) for role in Role]
    columns += [(role.name, set(role.permissions) | {"home.view"}) for role in own]
    table = [
        (
            AREA_NAMES[area],
            [(PERMISSIONS[name], [name in held for _label, held in columns]) for name in names],
        )
        for area, names in by_area().items()
    ]
    context = {
        "ours": [
            {
                "key": role.value,
                "label": role.label,
                "text": TEXT_OF[role],
                "people": people.get(role.value, 0),
            }
            for role in Role
        ],
        "own": own,
        "columns": [label for label, _held in columns],
        "table": table,
        "may_edit": request.principal.can("team.edit_roles"),
    }
    return render(request, "accounts/roles/roles.html", context)


@require_http_methods(["GET", "POST"])
@requires("team.edit_roles")
@recently_signed_in
def add_role(request: StoreRequest) -> HttpResponse:
    """`?from=` copies one of ours or one of the store's own."""
    data = request.POST if request.method == "POST" else None
    form = RoleForm(data, granter=request.membership, initial=copied(request))
    if form.is_valid():
        try:
            services.add_role(granter=request.membership, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Role made. Give it to people on the team page."))
            return redirect("team:roles")
    return show(request, form, None)


def copied(request: StoreRequest) -> dict:
    source = request.GET.get("from", "")
    if source in Role.values:
        role = Role(source)
        name, held = str(role.label), PERMISSIONS_OF[role]
    elif source:
        own = {str(role.public_id): role for role in request.store.customroles.all()}.get(source)
        if own is None:
            raise Http404
        name, held = own.name, frozenset(own.permissions)
    else:
        return {}
    allowed = held & GRANTABLE & request.membership.permissions
    return {"name": _("Copy of %(role)s") % {"role": name}, "permissions": sorted(allowed)}


@require_http_methods(["GET", "POST"])
@requires("team.edit_roles")
@recently_signed_in
def edit_role(request: StoreRequest, role_id) -> HttpResponse:
    role = get_object_or_404(request.store.customroles, public_id=role_id)
    data = request.POST if request.method == "POST" else None
    initial = {"name": role.name, "permissions": role.permissions}
    form = RoleForm(data, granter=request.membership, initial=initial)
    if form.is_valid():
        try:
            services.edit_role(role=role, granter=request.membership, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved. It counts from the next page its people open."))
            return redirect("team:roles")
    return show(request, form, role)


@require_POST
@requires("team.edit_roles")
@recently_signed_in
def delete_role(request: StoreRequest, role_id) -> HttpResponse:
    role = get_object_or_404(request.store.customroles, public_id=role_id)
    try:
        services.delete_role(role=role, granter=request.membership, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Role deleted."))
    return redirect("team:roles")


def show(request: StoreRequest, form: RoleForm, role) -> HttpResponse:
    areas = [(AREA_NAMES[area], choices) for area, choices in form.areas()]
    context = {"form": form, "role": role, "areas": areas}
    return render(request, "accounts/roles/edit.html", context, status=422 if form.errors else 200)
