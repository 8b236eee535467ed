"""How long ago somebody proved who they are, asked again before dangerous things."""

import time
from functools import wraps

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect


def signed_in_recently(request: HttpRequest, *, within: int | None = None) -> bool:
    """Whether this session's person gave a password, a passkey or a code in the last minutes."""
    if not request.user.is_authenticated:
        return False
    limit = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT if within is None else within
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < limit for record in records)


def recently_signed_in(view):
    """Ask for the password or a code again when the last time is too long ago, then go on.

    A form sent by htmx comes back to the page it stands on: what was typed there is gone, so put
    the check on the view that opens such a form as well.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if signed_in_recently(request):
            return view(request, *args, **kwargs)
        if request.htmx:
            return HttpResponseClientRedirect(reauthentication_url(_page_of(request)))
        raise ReauthenticationRequired

    wrapper.needs_recent_sign_in = True
    return wrapper


def reauthentication_url(then: str) -> str:
    return f"{resolve_url('account_reauthenticate')}?{urlencode({'next': then})}"


def _page_of(request) -> str:
    url = request.htmx.current_url_abs_path or "/"
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else "/"
