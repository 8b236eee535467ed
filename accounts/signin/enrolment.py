"""Where a second step is demanded, whoever has none sees the page to set one up and nothing else."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from core.store_settings import Security

# What somebody without a second step may still open: setting one up, and leaving.
OPEN_TO_ALL = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "healthz",
    "readyz",
}


class SecondStepMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or request.resolver_match.view_name in OPEN_TO_ALL:
            return None
        if not must_enrol(request):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                {
                    "type": "about:blank",
                    "title": _("Set up a second step"),
                    "status": 403,
                    "detail": _("Your store asks everybody for a second sign-in step. Set one up first."),
                    "code": "second_step_required",
                },
                status=403,
                content_type="application/problem+json",
            )
        target = resolve_url("mfa_index")
        return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)


def must_enrol(request) -> bool:
    is_asked = request.path.startswith("/admin/") and request.user.is_superuser
    is_asked = is_asked or (request.store is not None and request.store.settings_of(Security).require_mfa)
    return is_asked and not has_second_step(request.user)


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()
