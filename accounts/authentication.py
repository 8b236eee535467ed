"""Programs sign in with `Authorization: Bearer rgl_live_…`: no session, no cookie, no CSRF."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled

from accounts.middleware import set_principal
from accounts.models import ApiKey
from accounts.models.api_keys import START
from accounts.services.access import note_use
from core import features
from core.rate_limit import count

WRONG_KEYS = 30  # a minute, from one address


class KeyUser:
    """Stands for `request.user` when a key acts: signed in, but nobody in particular."""

    is_authenticated = True
    is_anonymous = is_active = is_staff = is_superuser = False
    pk = id = None

    def __str__(self):
        return "API key"


def refuse_guessing(ip: str | None) -> None:
    """Nobody tries many keys from one address."""
    usage = count(f"wrong-key:{ip}", WRONG_KEYS)
    if usage.is_over:
        raise Throttled(usage.resets_in)


class ApiKeyAuthentication(BaseAuthentication):
    def authenticate_header(self, request):
        return 'Bearer realm="api"'

    def authenticate(self, request):
        if any(value.startswith(START) for _name, values in request.query_params.lists() for value in values):
            raise AuthenticationFailed(_("Send the key in the Authorization header, never in the address."))
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        key = self.key_of(secret.strip(), request.META.get("REMOTE_ADDR"))
        note_use(key=key, ip=request.META.get("REMOTE_ADDR") or None, now=timezone.now())
        set_principal(request._request, key)
        request._request.membership = None
        return KeyUser(), key

    def key_of(self, secret: str, ip: str | None) -> ApiKey:
        now = timezone.now()
        key = ApiKey.objects.presented_as(secret, now).first()
        if key is None or key.store.closed_at:
            refuse_guessing(ip)
            raise AuthenticationFailed(_("This API key is not known."))
        if key.revoked_at:
            raise AuthenticationFailed(_("This API key was revoked."))
        if key.is_expired(now):
            raise AuthenticationFailed(_("This API key has expired."))
        if not key.allows_ip(ip):
            raise PermissionDenied(_("This API key may not be used from this address."))
        if not features.is_on(key.store, "api_keys"):
            raise PermissionDenied(_("API access is switched off for this store."))
        return key
