"""allauth tells of what happened by signals only: each becomes one call of a service."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out

from accounts.services import end_sessions, record_about_person, record_failed_sign_in
from accounts.signin import events, known_devices
from accounts.signin.actors import person_at, stranger_at

# How the activity log calls what allauth keeps as the methods of a sign-in.
METHODS = {"password": "password", "mfa": "second step", "password_reset": "reset link"}


def connect() -> None:
    account.user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    account.password_changed.connect(password_changed)
    account.password_set.connect(password_changed)
    account.password_reset.connect(password_reset)
    account.email_changed.connect(email_changed)
    mfa.authenticator_added.connect(passkey_added)
    mfa.authenticator_removed.connect(second_step_removed)
    mfa.authentication_failed.connect(second_step_failed)


def signed_in(request, user, response=None, **kwargs):
    methods = request.session.get("account_authentication_methods", [])
    passkey = any(record.get("passwordless") for record in methods)
    named = dict.fromkeys(METHODS.get(record["method"], record["method"]) for record in methods)
    record_about_person(
        events.SignedIn,
        user=user,
        by=person_at(request, user),
        method="passkey" if passkey else " and ".join(named),
    )
    if response is not None:
        known_devices.remember(response, user)


def signed_out(request, user, **kwargs):
    if user is not None:
        record_about_person(events.SignedOut, user=user, by=person_at(request, user))


def password_changed(request, user, **kwargs):
    by = person_at(request, user)
    record_about_person(events.PasswordChanged, user=user, by=by, by_reset=False)
    _end_others(request, user)


def password_reset(request, user, **kwargs):
    by = person_at(request, user)
    record_about_person(events.PasswordChanged, user=user, by=by, by_reset=True)
    end_sessions(user=user, by=by)


def email_changed(request, user, from_email_address=None, **kwargs):
    if from_email_address is None:  # the first one, confirmed
        return
    record_about_person(events.EmailChanged, user=user, by=person_at(request, user))
    _end_others(request, user)


def passkey_added(request, user, authenticator, **kwargs):
    if authenticator.type == Authenticator.Type.WEBAUTHN:  # the app's own comes after the commit, too late
        note_second_step(events.SecondStepAdded, request, kind=authenticator.type)


def second_step_removed(request, user, authenticator, **kwargs):
    note_second_step(events.SecondStepRemoved, request, kind=authenticator.type)


def second_step_failed(request, user, **kwargs):
    record_failed_sign_in(email=user.email, step="second step", by=stranger_at(request))


def note_second_step(event_class, request, **facts) -> None:
    """Write the event, and end the sessions that began under the old rules."""
    by = person_at(request, request.user)
    record_about_person(event_class, user=request.user, by=by, **facts)
    _end_others(request, request.user)


def _end_others(request, user) -> None:
    end_sessions(user=user, by=person_at(request, user), but=request.session.session_key)
