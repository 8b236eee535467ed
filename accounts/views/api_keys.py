from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.api_keys import ApiKeyForm, RotateForm
from accounts.http import StoreRequest
from accounts.models import ApiKey
from accounts.permissions import requires
from accounts.roles import AREA_NAMES, PERMISSIONS, by_area
from accounts.services import api_keys as services
from accounts.signin.recent import recently_signed_in
from core.exceptions import DomainError


@require_safe
@requires("api_keys.view")
def api_keys(request: StoreRequest) -> HttpResponse:
    now = timezone.now()
    staff = set(request.store.memberships.active().values_list("user_id", flat=True))
    rows = [
        {
            "key": key,
            "state": state_of(key, now),
            "maker_left": key.created_by_id is not None and key.created_by_id not in staff,
        }
        for key in request.store.apikeys.for_table()
    ]
    context = {"rows": rows, "now": now, "may_manage": request.principal.can("api_keys.manage")}
    context["usable"] = sum(row["key"].is_usable(now) for row in rows)
    return render(request, "accounts/api_keys/list.html", context)


def state_of(key: ApiKey, now) -> str:
    if key.revoked_at:
        return "revoked"
    return "expired" if key.is_expired(now) else "active"


@require_http_methods(["GET", "POST"])
@requires("api_keys.manage")
@recently_signed_in
@never_cache
def add_api_key(request: StoreRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ApiKeyForm(data, maker=request.membership)
    if form.is_valid():
        try:
            key, secret = services.make_api_key(
                maker=request.membership, by=request.actor, now=timezone.now(), **form.values()
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "accounts/api_keys/shown.html", {"key": key, "secret": secret})
    areas = [(AREA_NAMES[area], choices) for area, choices in form.areas()]
    context = {"form": form, "areas": areas}
    return render(request, "accounts/api_keys/add.html", context, status=422 if form.errors else 200)


@require_safe
@requires("api_keys.view")
def api_key(request: StoreRequest, key_id) -> HttpResponse:
    return show_key(request, key_of(request, key_id), RotateForm())


@require_POST
@requires("api_keys.manage")
@recently_signed_in
@never_cache
def rotate_api_key(request: StoreRequest, key_id) -> HttpResponse:
    key, form = key_of(request, key_id), RotateForm(request.POST)
    if form.is_valid():
        try:
            key, secret = services.rotate_api_key(
                key=key, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "accounts/api_keys/shown.html", {"key": key, "secret": secret})
    return show_key(request, key, form)


@require_POST
@requires("api_keys.manage")
def revoke_api_key(request: StoreRequest, key_id) -> HttpResponse:
    """Asks for no password: stopping a leaked key must not wait."""
    key = key_of(request, key_id)
    services.revoke_api_key(key=key, by=request.actor, now=timezone.now())
    messages.success(request, _("%(key)s is revoked. Its next call is refused.") % {"key": key.name})
    return redirect("team:api-keys")


def key_of(request: StoreRequest, key_id) -> ApiKey:
    return get_object_or_404(request.store.apikeys.select_related("created_by"), public_id=key_id)


def show_key(request: StoreRequest, key: ApiKey, form: RotateForm) -> HttpResponse:
    now = timezone.now()
    scopes = [
        (AREA_NAMES[area], [PERMISSIONS[name] for name in names])
        for area, names in by_area(key.permissions).items()
    ]
    context = {"key": key, "form": form, "state": state_of(key, now), "scopes": scopes}
    context["overlaps"] = key.old_valid_until is not None and key.old_valid_until > now
    context["may_manage"] = request.principal.can("api_keys.manage")
    return render(request, "accounts/api_keys/key.html", context, status=422 if form.errors else 200)
