"""The sign-in pages: allauth's views behind our addresses, our answers and our marks."""

from functools import wraps
from ipaddress import ip_address
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import public, signed_in
from accounts.services import end_sessions
from accounts.signin.devices import devices_of, session_key_of
from accounts.signin.enrolment import must_enrol
from accounts.signin.events import RecoveryCodesRenewed, SecondStepAdded
from accounts.signin.first_run import is_first_run, may_sign_up
from accounts.signin.marks import mark_of
from accounts.signin.signals import note_second_step
from accounts.signin.totp import use_code
from core.mail import has_outbox, kept_mails

RETRY_AFTER = 300
TOO_MANY = {"too_many_login_attempts", "rate_limited"}
FORMS = ("form", "verify_form", "change_form", "webauthn_form")


def _answering(view):
    """A form sent back with errors is a 422, or a 429 when there were too many tries."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            context = response.context_data = response.context_data or {}
            context |= _surroundings(request)
            codes = _error_codes(context)
            if request.method == "POST" and response.status_code == 200 and codes:
                response.status_code = 429 if codes & TOO_MANY else 422
        if response.status_code == 429:
            response["Retry-After"] = str(RETRY_AFTER)
        return response

    return wrapper


def _surroundings(request) -> dict:
    """Where the page stands: in the shell for members who may use it, else alone."""
    in_shell = request.store is not None and not must_enrol(request)
    return {
        "account_layout": "base.html" if in_shell else "entrance.html",
        "can_sign_up": SimpleLazyObject(lambda: may_sign_up(request)),
        "is_first_run": SimpleLazyObject(is_first_run),
        "has_outbox": has_outbox(),
    }


def _error_codes(context: dict) -> set[str]:
    forms = [context.get(name) for name in FORMS]
    return {
        error.code or "invalid"
        for form in forms
        if form is not None and form.is_bound
        for errors in form.errors.as_data().values()
        for error in errors
    }


def _open(view):
    return public(_answering(view))


def _own(view):
    """One's own pages: what they change and the event of it commit together."""
    return signed_in(_answering(transaction.atomic(view)))


class SecondStep(second_step.AuthenticateView):
    def get_context_data(self, **kwargs):
        types = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        ways = {"has_app": "totp" in types, "has_passkey": "webauthn" in types}
        return super().get_context_data(**kwargs) | ways


class AddApp(totp.ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        app = self.request.user.authenticator_set.get(type="totp")
        use_code(app, form.cleaned_data["code"])  # the one that proved the app is spent
        note_second_step(SecondStepAdded, self.request, kind="totp")
        return response


class RenewRecoveryCodes(recovery.GenerateRecoveryCodesView):
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_step(RecoveryCodesRenewed, self.request)
        return response


class AddPasskey(passkeys.AddWebAuthnView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"named_address": _named_address(self.request)}


class Security(second_step.IndexView):
    """Everything about one's own sign-in on one page."""

    template_name = "account/security.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        devices = devices_of(self.request.user, self.request.session.session_key)
        passkeys_ = self.request.user.authenticator_set.filter(type="webauthn").order_by("created_at")
        return context | {
            "devices": devices[:3],
            "device_count": len(devices),
            "passkeys": [(mark_of("passkey", passkey.pk), passkey) for passkey in passkeys_],
            "codes_left": _codes_left(context["authenticators"]),
            "is_required": must_enrol(self.request),
        }


class _OwnPasskey:
    """Finds one's own passkey by the mark its address carries."""

    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset=None):
        found = [passkey for passkey in self.get_queryset() if self._mark(passkey) == self.kwargs["mark"]]
        if not found:
            raise Http404
        return found[0]

    def _mark(self, passkey):
        return mark_of("passkey", passkey.pk)


class RemovePasskey(_OwnPasskey, passkeys.RemoveWebAuthnView):
    pass


class RenamePasskey(_OwnPasskey, passkeys.EditWebAuthnView):
    pass


sign_in = _open(account.login)
sign_up = _open(account.signup)
sign_out = _open(account.logout)
confirm_email = _open(transaction.atomic(account.email_verification_sent))
account_blocked = _open(account.account_inactive)
forgotten = _open(account.password_reset)
forgotten_sent = _open(account.password_reset_done)
reset = _open(transaction.atomic(account.password_reset_from_key))
reset_done = _open(account.password_reset_from_key_done)
second_step_code = _open(SecondStep.as_view())
passkey_sign_in = _open(passkeys.login_webauthn)

change_email = _own(account.email)
change_password = _own(account.password_change)
set_password = _own(account.password_set)
confirm_by_password = _own(account.reauthenticate)
confirm_by_code = _own(second_step.reauthenticate)
confirm_by_passkey = _own(passkeys.reauthenticate_webauthn)
add_app = _own(AddApp.as_view())
remove_app = _own(totp.deactivate_totp)
recovery_codes = _own(recovery.view_recovery_codes)
renew_recovery_codes = _own(RenewRecoveryCodes.as_view())
add_passkey = _own(AddPasskey.as_view())

security = _own(Security.as_view())
remove_passkey = _own(RemovePasskey.as_view())
rename_passkey = _own(RenamePasskey.as_view())


@_own
@require_safe
def sessions(request):
    devices = devices_of(request.user, request.session.session_key)
    return TemplateResponse(
        request, "account/sessions.html", {"devices": devices, "others": len(devices) - 1}
    )


@signed_in
@require_POST
def end_session(request, mark):
    key = session_key_of(request.user, mark)
    if key is None:
        raise Http404
    end_sessions(user=request.user, by=request.actor, only=key)
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


@signed_in
@require_POST
def end_other_sessions(request):
    ended = end_sessions(user=request.user, by=request.actor, but=request.session.session_key)
    text = ngettext("Signed out on %(n)s other device.", "Signed out on %(n)s other devices.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("usersessions_list")


@signed_in
@require_POST
def sign_out_everywhere(request):
    end_sessions(user=request.user, by=request.actor)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@public
@require_safe
def start_over(request):
    """Forget a sign-in that stopped half-way."""
    clear_login(request)
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
    return redirect("account_login")


@public
@require_safe
def outbox(request):
    """Development only: the mails kept in the folder, newest first."""
    if not has_outbox():
        raise Http404
    return render(request, "account/outbox.html", {"mails": kept_mails(limit=10)})


def _named_address(request) -> str:
    """This page by a name, where its address is an IP: browsers keep passkeys for names only."""
    address = urlsplit(request.build_absolute_uri())
    try:
        ip_address(address.hostname)
    except ValueError:
        return ""
    return address._replace(netloc=f"localhost:{address.port or 80}").geturl()


def _codes_left(authenticators: dict) -> int:
    codes = authenticators.get("recovery_codes")
    return len(codes.get_unused_codes()) if codes else 0
