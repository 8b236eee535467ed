"""What signing in leaves behind: records in the activity log of each of the person's stores, and sessions."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from accounts.signin.events import AboutPerson, SessionsEnded, SignInBlocked, SignInFailed
from core.actors import Actor
from core.events import publish_many

QUIET_SECONDS = 300


@transaction.atomic
def record_about_person(event_class: type[AboutPerson], *, user: User, by: Actor, **facts) -> None:
    """The same record in the log of every store the person works in."""
    publish_many(
        (
            event_class(store_id=store_id, user_id=user.pk, subject_label=str(user), **facts)
            for store_id in user.memberships.values_list("store_id", flat=True)
        ),
        by=by,
    )


def record_failed_sign_in(*, email: str, step: str, by: Actor) -> None:
    user = User.objects.filter(email=email.lower()).first()
    if user:
        record_about_person(SignInFailed, user=user, by=by, step=step)


def record_blocked_sign_in(*, email: str, by: Actor) -> None:
    """Once in five minutes per account and address: an attacker must not fill the log."""
    user = User.objects.filter(email=email.lower()).first()
    if user and cache.add(f"sign-in-blocked:{user.pk}:{by.ip}", 1, timeout=QUIET_SECONDS):
        record_about_person(SignInBlocked, user=user, by=by)


@transaction.atomic
def end_sessions(*, user: User, by: Actor, but: str | None = None, only: str | None = None) -> int:
    """End the person's sessions: all, all but the one with this key, or only that one."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    if only is not None:
        sessions = sessions.filter(session_key=only)
    keys = list(sessions.values_list("session_key", flat=True))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)
    sessions.delete()
    if keys:
        record_about_person(SessionsEnded, user=user, by=by, ended_count=len(keys))
    return len(keys)
