"""What allauth asks us: who may sign up, what a wrong answer says, where links in mails point."""

import logging
from smtplib import SMTPException
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from accounts.services import record_blocked_sign_in, record_failed_sign_in
from accounts.signin import throttle
from accounts.signin.actors import stranger_at
from accounts.signin.devices import device_name
from accounts.signin.first_run import may_sign_up
from accounts.signin.recent import signed_in_recently

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and password do not match. Check both and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes, then try again."),
        "rate_limited": _("That was too quick. Wait a minute, then try again."),
        "email_taken": _("This e-mail cannot be used. Choose another."),
        "duplicate_email": _("This is already your e-mail."),
        "invalid_password_reset": _("This link is used up or too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request) -> bool:
        return may_sign_up(request)

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def is_reauthentication_required(self, *, app, **kwargs) -> bool:
        return not signed_in_recently(self.request)

    # --- Wrong passwords ---

    def pre_authenticate(self, request, **credentials):
        self._login_failed_rl_usage = throttle.count_attempt(request, credentials["email"])
        if self._login_failed_rl_usage is None:
            record_blocked_sign_in(email=credentials["email"], by=stranger_at(request))
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request, **credentials):
        record_failed_sign_in(email=credentials["email"], step="password", by=stranger_at(request))

    def _delete_login_attempts_cached_email(self, request, **credentials):
        throttle.forget_attempts(request, credentials["email"])

    # --- Mail ---

    def send_mail(self, template_prefix, email, context):
        """Links name PUBLIC_BASE_URL, whatever host the request claimed; a mail server that is down
        is told to the person instead of failing the page."""
        links = {name: _public(value) for name, value in context.items() if name.endswith("_url")}
        context = context | links | {"base_url": settings.PUBLIC_BASE_URL}
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("mail_not_sent")
            messages.error(self.request, _("The e-mail could not be sent. Try again in a few minutes."))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A notice goes to an address known to be the person's only."""
        address = email or EmailAddress.objects.get_primary_email(user)
        if email or EmailAddress.objects.filter(user=user, email=address, verified=True).exists():
            device = {"user_agent": device_name(self.get_http_user_agent(self.request))}
            super().send_notification_mail(template_prefix, user, device | (context or {}), address)


def _public(url: str) -> str:
    parts = urlsplit(str(url))
    return settings.PUBLIC_BASE_URL + parts._replace(scheme="", netloc="").geturl()
