"""A browser that has signed in before keeps a signed cookie, so that an attacker who wears out an
account's failed attempts from elsewhere does not shut its owner out (OWASP's device cookies)."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import User

SALT = "accounts.known_device"
MAX_AGE = 365 * 24 * 3600


def remember(response: HttpResponse, user: User) -> None:
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([user.pk, get_random_string(16)], salt=SALT),
        max_age=MAX_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, user: User | None) -> str | None:
    """The device's own mark, when this browser has signed in as this person before."""
    try:
        pk, mark = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=MAX_AGE
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return mark if user and pk == user.pk else None
