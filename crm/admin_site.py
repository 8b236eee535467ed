"""The Django admin: for superusers, behind the same sign-in and second step as everything else."""

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.permissions import public
from accounts.signin.enrolment import has_second_step
from accounts.signin.recent import signed_in_recently
from core.store_settings import is_in_networks

GROUPS = (
    (
        _("People"),
        {
            "accounts.User": _("People"),
            "accounts.Membership": _("Memberships"),
            "accounts.Invitation": _("Invitations"),
            "accounts.CustomRole": _("Roles of stores"),
            "accounts.OwnershipOffer": _("Offers of ownership"),
            "accounts.ApiKey": _("API keys"),
            "account.EmailAddress": _("E-mail addresses"),
            "mfa.Authenticator": _("Second steps"),
            "usersessions.UserSession": _("Sessions"),
        },
    ),
    (
        _("Stores"),
        {
            "core.Store": _("Stores"),
            "core.EventRecord": _("Activity"),
            "core.Upload": _("Files"),
            "core.SavedView": _("Saved views"),
            "core.BulkRun": _("Bulk changes"),
        },
    ),
    (
        _("Customers"),
        {
            "customers.Customer": _("Customers"),
            "customers.CustomerMetrics": _("Figures"),
            "customers.LifecycleChange": _("Changes of stage"),
            "customers.ExternalId": _("Ids in the shops"),
            "customers.Tag": _("Tags"),
            "customers.Note": _("Notes"),
            "customers.Interaction": _("Calls and meetings"),
            "customers.Email": _("E-mails to one customer"),
            "customers.Address": _("Addresses"),
            "customers.PaymentMethod": _("Payment methods"),
            "customers.ConsentRecord": _("Consents"),
            "customers.ConsentTopic": _("Topics"),
            "customers.CustomField": _("Fields of stores"),
            "customers.ImportBatch": _("Imports"),
            "customers.Merge": _("Merges"),
            "privacy.PrivacyRequest": _("Privacy requests"),
            "privacy.Erasure": _("Erasures"),
        },
    ),
    (
        _("Shops"),
        {
            "commerce.Product": _("Products"),
            "commerce.Category": _("Categories"),
            "commerce.Order": _("Orders"),
            "commerce.OrderLine": _("Lines of orders"),
            "commerce.Payment": _("Payments"),
            "commerce.Shipment": _("Shipments"),
            "commerce.Refund": _("Refunds"),
            "commerce.Cart": _("Carts"),
            "commerce.WishlistItem": _("Wishes"),
            "commerce.ProductWatch": _("Waiting for products"),
            "commerce.Visit": _("Visits"),
            "commerce.StorefrontKey": _("Storefront keys"),
            "commerce.CurrencyRate": _("Currency rates"),
        },
    ),
    (
        _("Work in the background"),
        {
            "core.Job": _("Jobs"),
            "core.JobError": _("Rows that failed"),
            "core.ParkedEvent": _("Parked events"),
            "core.PeriodicRun": _("Scheduled runs"),
            "core.Heartbeat": _("Heartbeats"),
        },
    ),
    (_("This administration"), {"admin.LogEntry": _("What superusers did")}),
)


class AdminSite(admin.AdminSite):
    site_header = site_title = _("Regulars administration")
    index_title = _("All stores")
    site_url = "/"
    enable_nav_sidebar = True

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

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        if request.method == "POST":
            logout(request)
        return redirect("account_login")

    def get_app_list(self, request, app_label=None):
        """Grouped by what a superuser comes for, not by where the code lies."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        models = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in super().get_app_list(request)
            for model in app["models"]
        }
        return [_group(title, labels, models) for title, labels in GROUPS]


def _group(title, labels, models) -> dict:
    shown = [models[name] | {"name": label} for name, label in labels.items() if name in models]
    anchor = slugify(title)
    return {
        "name": title,
        "app_label": anchor,
        "app_url": f"#{anchor}",
        "has_module_perms": True,
        "models": shown,
    }
