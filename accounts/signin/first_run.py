"""Who may open a store here. See docs/decisions on sign-up."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

SESSION_KEY = "setup_token"


def setup_token() -> str:
    """Known to whoever can run commands on the server; worth nothing once anybody has an account."""
    return salted_hmac("accounts.first_run", "open the first store", algorithm="sha256").hexdigest()[:32]


def setup_link() -> str:
    return f"{settings.PUBLIC_BASE_URL}{reverse('account_signup')}?setup={setup_token()}"


def may_sign_up(request: HttpRequest) -> bool:
    if settings.SIGNUP_OPEN is not None:
        return settings.SIGNUP_OPEN
    return is_first_run() and _has_token(request)


def is_first_run() -> bool:
    return not User.objects.exists()


def _has_token(request: HttpRequest) -> bool:
    given = request.GET.get("setup") or request.session.get(SESSION_KEY, "")
    if not constant_time_compare(given, setup_token()):
        return False
    request.session[SESSION_KEY] = given
    return True
