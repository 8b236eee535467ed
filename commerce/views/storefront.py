"""The settings of the script in the shop's pages: its keys, the snippet, a sign of life, identities."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.forms.storefront import StorefrontKeyForm
from commerce.models import StorefrontKey
from commerce.services import storefront_keys as services
from core.exceptions import DomainError


@require_safe
@requires("settings.view")
def storefront(request: StoreRequest) -> HttpResponse:
    keys = list(request.store.storefrontkeys.in_order())
    context = {"keys": keys, "in_use": sum(not key.is_revoked for key in keys)}
    return render(request, "commerce/storefront/list.html", context | _rights(request))


@require_http_methods(["GET", "POST"])
@requires("settings.edit_store")
def add_storefront_key(request: StoreRequest) -> HttpResponse:
    form = StorefrontKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key = services.make_storefront_key(
                store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error("origins", str(refusal))
        else:
            messages.success(request, _("The key is ready. Put the snippet into your shop's pages."))
            return redirect("shop-settings:storefront-key", key.public_id)
    status = 422 if form.errors else 200
    return render(request, "commerce/storefront/add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def storefront_key(request: StoreRequest, storefront_key_id) -> HttpResponse:
    key = _key(request, storefront_key_id)
    known = {"name": key.name, "origins": key.origins, "mode": key.mode}
    form = StorefrontKeyForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            services.change_storefront_key(key=key, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("origins", str(refusal))
        else:
            messages.success(request, _("Saved"))
            return redirect("shop-settings:storefront-key", key.public_id)
    context = {"key": key, "form": form, **_rights(request), **_snippet(key)}
    return render(request, "commerce/storefront/key.html", context, status=422 if form.errors else 200)


@require_safe
@requires("settings.view")
def storefront_life(request: StoreRequest, storefront_key_id) -> HttpResponse:
    """What came in last, asked again and again while somebody tries the snippet."""
    key = _key(request, storefront_key_id)
    return render(request, "commerce/storefront/key.html#life", {"key": key})


@require_POST
@requires("settings.edit_store", recently=True)
@never_cache
def make_identity_secret(request: StoreRequest, storefront_key_id) -> HttpResponse:
    key = _key(request, storefront_key_id)
    try:
        secret = services.make_identity_secret(key=key, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("shop-settings:storefront-key", key.public_id)
    return render(request, "commerce/storefront/secret.html", {"key": key, "secret": secret})


@require_POST
@requires("settings.edit_store")
def revoke_storefront_key(request: StoreRequest, storefront_key_id) -> HttpResponse:
    key = _key(request, storefront_key_id)
    services.revoke_storefront_key(key=key, by=request.actor, now=timezone.now())
    messages.success(
        request, _("%(key)s is revoked. Nothing sent with it is taken any more.") % {"key": key.name}
    )
    return redirect("shop-settings:storefront")


def _key(request: StoreRequest, public_id) -> StorefrontKey:
    return get_object_or_404(request.store.storefrontkeys, public_id=public_id)


def _rights(request: StoreRequest) -> dict:
    return {"may_edit": request.principal.can("settings.edit_store")}


def _snippet(key: StorefrontKey) -> dict:
    """Two tags: calls made before the script is there wait in a line."""
    return {"script": f"{settings.PUBLIC_BASE_URL}/t.js", "asks": key.mode != "always"}
