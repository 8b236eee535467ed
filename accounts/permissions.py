"""Who may open what: the one place that decides, for pages and for the API."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission

from accounts.services.access import note_denial
from accounts.signin.recent import recently_signed_in
from core import features

PUBLIC = "public"
SIGNED_IN = "signed in"
READING = ("GET", "HEAD", "OPTIONS")


def public(view):
    """Say that anybody may open this page, signed in or not."""
    view.permission = PUBLIC
    return view


def signed_in(view):
    """Let anybody who is signed in open this page, whatever their role, even without a store."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapper.permission = SIGNED_IN
    return wrapper


def requires(permission, *, to_change=None, recently=False):
    """Let a page's view run only for members whose role grants the permission.

    A page that many may read and few may change names a second one for everything but reading.
    One that is dangerous in stolen hands asks who signed in long ago to prove themselves again.
    """

    def decorate(view):
        view = recently_signed_in(view) if recently else view

        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.principal is None:
                return refuse_without_store(request)
            needed = permission if request.method in READING else to_change or permission
            if not features.is_on(request.store, needed):
                raise Http404
            if not request.principal.can(needed):
                note_denial(store=request.store, permission=needed, path=request.path, by=request.actor)
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapper.permission, wrapper.permission_to_change = permission, to_change or permission
        return wrapper

    return decorate


def refuse_without_store(request):
    """Somebody who is signed in and has no store here: never had one, left it, or sits in a wrong network."""
    if request.shut_out_of:
        raise PermissionDenied(
            _("%(store)s can only be opened from certain networks. Yours, %(ip)s, is not among them.")
            % {"store": request.shut_out_of, "ip": request.META.get("REMOTE_ADDR") or "?"}
        )
    return redirect("/")


class StorePermission(BasePermission):
    """The same check for API views, which name what they need per method: `permissions = {"GET": …}`."""

    def has_permission(self, request, view):
        permission = getattr(view, "permissions", {}).get(
            "GET" if request.method == "HEAD" else request.method
        )
        if permission == PUBLIC:
            return True
        principal = request._request.principal
        if principal is None:
            return False  # answered 401
        if permission == SIGNED_IN or request.method == "OPTIONS":
            return True
        if permission is None:
            return True  # a method the view does not have: answered 405
        if principal.can(permission):
            return True
        note_denial(store=principal.store, permission=permission, path=request.path, by=request.actor)
        return False
