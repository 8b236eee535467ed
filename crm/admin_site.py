"""The Django admin: for superusers, behind the same sign-in and second step as everything else."""

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.permissions import public
from accounts.signin.enrolment import has_second_step
from accounts.signin.recent import signed_in_recently
from core.store_settings import is_in_networks


class AdminSite(admin.AdminSite):
    site_header = site_title = _("Regulars administration")
    index_title = _("All stores")
    site_url = "/"
    enable_nav_sidebar = True
    # What a superuser comes for first stands first.
    order = ["accounts", "core", "customers", "account", "mfa", "usersessions", "admin"]

    def has_permission(self, request) -> bool:
        user = request.user
        return user.is_active and user.is_superuser and has_second_step(user)

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def entrance(request, *args, **kwargs):
            if not is_in_networks(request.META.get("REMOTE_ADDR"), tuple(settings.ADMIN_NETWORKS)):
                raise Http404
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.is_superuser:
                raise PermissionDenied
            if not signed_in_recently(request, within=settings.ADMIN_REAUTHENTICATION_TIMEOUT):
                raise ReauthenticationRequired
            return guarded(request, *args, **kwargs)

        return entrance

    @public
    def login(self, request, extra_context=None):
        """Ours; the admin has no form of its own that could be guessed at without limits."""
        return redirect_to_login(request.GET.get("next") or reverse_lazy("admin:index"))

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: (app["app_label"] not in self.order, _place(self.order, app)))


def _place(order: list[str], app: dict) -> int:
    return order.index(app["app_label"]) if app["app_label"] in order else 0
