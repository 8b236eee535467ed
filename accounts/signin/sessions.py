"""A session ends after hours without use and after days in any case (reliability S13)."""

import time

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import seen
from core.actors import SYSTEM
from core.store_settings import Security

BEGAN_AT = "session_began_at"
SEEN_AT = "session_seen_at"
POLL = "X-Poll"  # sent by fragments that fetch themselves again and again: nobody need be there
NOTED_EVERY = 60


class SessionLimitsMiddleware:
    """Signs out a session past its limits; notes, at most once a minute, that it was used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, session = time.time(), request.session
        began, used = session.get(BEGAN_AT, now), session.get(SEEN_AT, now)
        rules = request.store.settings_of(Security) if request.store else Security()
        if now - used > rules.idle_hours * 3600 or now - began > rules.session_days * 24 * 3600:
            logout(request)
            request.principal = request.membership = request.store = None
            request.actor = seen(request, SYSTEM)
            messages.info(request, _("You were signed out because you were away for a while."))
            return self.get_response(request)
        response = self.get_response(request)
        if request.user.is_authenticated and POLL not in request.headers:
            _note_use(request, began=began, now=now)
        return response


def _note_use(request, *, began: float, now: float) -> None:
    session = request.session
    if BEGAN_AT not in session:
        session[BEGAN_AT], session[SEEN_AT] = now, now
    elif now - session.get(SEEN_AT, 0) >= NOTED_EVERY:
        session[SEEN_AT] = now
        UserSession.objects.filter(session_key=session.session_key).update(
            last_seen_at=timezone.now(),
            ip=request.META.get("REMOTE_ADDR") or "0.0.0.0",  # noqa: S104
        )
