from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission


def requires(permission):
    """Let a page's view run only for members whose role grants the permission."""

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (request.membership and request.membership.can(permission)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapper.permission = permission
        return wrapper

    return decorate


class StorePermission(BasePermission):
    """The same check for API views, which name what they need per method."""

    def has_permission(self, request, view):
        principal = request._request.membership
        permission = getattr(view, "permissions", {}).get(request.method)
        return bool(principal and permission and principal.can(permission))
