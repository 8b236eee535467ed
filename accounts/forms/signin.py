"""allauth's forms in our words: one password field to type into, and sign-up that opens a store."""

from uuid import uuid4

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as second_step
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.middleware import seen
from accounts.models import User
from accounts.services import open_store
from accounts.signin.totp import use_code
from core.secrets import CannotDecrypt
from core.store_settings import CURRENCIES, Locale, time_zones

EMAIL = _("E-mail")
PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to keep and hard to guess.")


def _password(label, **kwargs) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": kwargs.pop("autocomplete", "new-password")})
    return forms.CharField(label=label, strip=False, widget=widget, **kwargs)


def _email(label=EMAIL, autocomplete="email") -> account.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return account.EmailField(label=label, widget=widget)


def _code(label, **kwargs) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(label=label, widget=forms.TextInput(attrs=attrs), max_length=32, **kwargs)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email(autocomplete="username webauthn")
        self.fields["password"] = _password(_("Password"), autocomplete="current-password")
        self.order_fields(["login", "password"])


class SignupForm(account.SignupForm):
    name = forms.CharField(
        label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    store_name = forms.CharField(
        label=_("Store name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial="UTC")
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial=Locale().currency
    )
    field_order = ["name", "store_name", "email", "password1", "time_zone", "currency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email(_("Work e-mail"))
        self.fields["password1"] = _password(_("Password"), help_text=PASSWORD_HELP)
        self.order_fields(self.field_order)

    def clean(self):
        data = super().clean()
        if password := data.get("password1"):
            user = User(email=data.get("email", ""), name=data.get("name", ""))
            user.store_name = data.get("store_name", "")
            try:
                validate_password(password, user)
            except forms.ValidationError as error:
                self.errors.pop("password1", None)
                self.add_error("password1", error)
        return data

    def try_save(self, request):
        if self.account_already_exists:
            self._pretend(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same person pressed twice
            self.account_already_exists = True
            return super().try_save(request)

    def custom_signup(self, request, user):
        record_authentication(request, user, method="password")
        self._open_store(request, user)

    def _open_store(self, request, user):
        open_store(
            name=self.cleaned_data["store_name"],
            owner=user,
            time_zone=self.cleaned_data["time_zone"],
            currency=self.cleaned_data["currency"],
            by=seen(request, user.actor),
            now=timezone.now(),
        )

    def _pretend(self, request):
        """Do what a new account takes and take it back: a known address must not be answered sooner."""
        with transaction.atomic():
            user = User(email=f"{uuid4().hex}@example.invalid", name=self.cleaned_data["name"])
            user.set_password(self.cleaned_data["password1"])
            user.save()
            self._open_store(request, user)
            transaction.set_rollback(True)


class OnePassword:
    """Asks for a new password once; whoever mistypes it can look at it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password1"].widget.attrs.pop("placeholder", None)


class ChangePasswordForm(OnePassword, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clean = self.fields["password1"]
        self.fields["oldpassword"] = _password(_("Present password"), autocomplete="current-password")
        self.fields["password1"] = clean
        self.order_fields(["oldpassword", "password1"])


class SetPasswordForm(OnePassword, account.SetPasswordForm):
    pass


class ResetPasswordKeyForm(OnePassword, account.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(account.ResetPasswordForm):
    email = _email()


class AddEmailForm(account.AddEmailForm):
    email = _email(_("New e-mail"))


class ChangeEmailForm(account.ChangeEmailForm):
    email = _email(_("New e-mail"))


class ReauthenticateForm(account.ReauthenticateForm):
    password = _password(_("Password"), autocomplete="current-password")


class ConfirmEmailForm(account.ConfirmEmailVerificationCodeForm):
    code = _code(_("Code"))


class CodeOnce:
    """A code from the app or a recovery code; each is good once (see accounts.signin.totp)."""

    def clean_code(self) -> str:
        forgive = check_rate_limit(self.user)
        code = self.cleaned_data["code"]
        ways = self.user.authenticator_set.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type")
        for way in ways:
            is_app = way.type == Authenticator.Type.TOTP
            if use_code(way, code) if is_app else way.wrap().validate_code(code):
                way.user, self.authenticator = self.user, way
                forgive()
                return code
        if ways:
            self._emit_authentication_failed(ways[0])
        raise self.wrong_code()

    def wrong_code(self):
        return forms.ValidationError(
            _("This code is not right, or was used before. Enter the newest one your app shows."),
            code="incorrect_code",
        )


class AuthenticateForm(CodeOnce, second_step.AuthenticateForm):
    code = _code(_("Code"))


class ReauthenticateByCodeForm(CodeOnce, second_step.ReauthenticateForm):
    code = _code(_("Code"))


class ActivateTOTPForm(AllauthActivateTOTPForm):
    """Keeps the secret encrypted in the session until the first code proves it."""

    code = _code(_("Code from the app"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = context.request.session
        try:
            self.secret = decrypt(session[SECRET_SESSION_KEY])
        except CannotDecrypt:  # just made
            session[SECRET_SESSION_KEY] = encrypt(self.secret)


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60, required=False)


class RenamePasskeyForm(passkeys.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)
