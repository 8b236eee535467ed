"""How often sign-in may fail. Nobody is ever locked out: waiting, or a known browser, always helps."""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from accounts.models import User
from accounts.signin.known_devices import known_device

# One address guessing at one account; one address guessing at many; many guessing at one account.
PAIR = "5/5m/key"
ADDRESS = "20/5m/ip"
ACCOUNT = "100/h/key"
APP = "accounts"


def count_attempt(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count one attempt; None when it is one too many. A success takes its count back."""
    email = email.lower()
    address = ratelimit.truncate_ip(get_adapter().get_client_ip(request))
    usage = RateLimitUsage(usage=[])
    for rate, key in (
        (PAIR, f"{email}|{address}"),
        (ADDRESS, None),
        (ACCOUNT, _account_key(request, email)),
    ):
        used = ratelimit.consume(
            request, app=APP, action="sign_in", config={"sign_in": rate}, key=key, limit_get=True
        )
        if used is None:
            usage.rollback()
            return None
        usage.usage += used.usage
    return usage


def forget_attempts(request: HttpRequest, email: str) -> None:
    """After a password reset: whoever holds the mailbox starts afresh."""
    address = ratelimit.truncate_ip(get_adapter().get_client_ip(request))
    for rate, key in (
        (PAIR, f"{email.lower()}|{address}"),
        (ACCOUNT, _account_key(request, email.lower())),
    ):
        ratelimit.clear(request, app=APP, action="sign_in", config={"sign_in": rate}, key=key)


def _account_key(request: HttpRequest, email: str) -> str:
    device = known_device(request, User.objects.filter(email=email).first())
    return f"device:{device}" if device else f"account:{email}"
