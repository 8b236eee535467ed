"""The keys of the script in the shop's pages: public, so each works from the store's own origins only."""

import secrets
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.events.storefront import (
    IdentitySecretMade,
    StorefrontKeyChanged,
    StorefrontKeyMade,
    StorefrontKeyRevoked,
)
from commerce.models import StorefrontKey
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store

START = "rgs_"
SECRET_START = "rgi_"  # noqa: S105 (how one begins)
MOST_KEYS = 20
MOST_ORIGINS = 20


class CannotMakeStorefrontKey(DomainError):
    code = "cannot_make_storefront_key"


class CannotChangeStorefrontKey(DomainError):
    code = "cannot_change_storefront_key"


def origin_of(text: str) -> str:
    """An address as a browser names its origin, "https://shop.example"; "" when it is none."""
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or parts.username or "*" in host:
        return ""
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return ""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


@transaction.atomic
def make_storefront_key(
    *, store: Store, name: str, origins: list[str], mode: str, by: Actor, now: datetime
) -> StorefrontKey:
    _check(origins, CannotMakeStorefrontKey)
    if store.storefrontkeys.filter(revoked_at=None).count() >= MOST_KEYS:
        raise CannotMakeStorefrontKey(_("A store can have 20 storefront keys. Revoke those no longer used."))
    key = store.storefrontkeys.create(
        name=name, key=START + secrets.token_urlsafe(18), origins=_origins(origins), mode=mode
    )
    publish(_about(StorefrontKeyMade, key), by=by)
    return key


@transaction.atomic
def change_storefront_key(
    *, key: StorefrontKey, name: str, origins: list[str], mode: str, by: Actor, now: datetime
) -> StorefrontKey:
    """A stricter mode holds at once; a milder one needs the new snippet in the shop's pages."""
    key = _in_use(key)
    _check(origins, CannotChangeStorefrontKey)
    changed = changes(key, name=name, origins=_origins(origins), mode=mode)
    if changed:
        key.save(update_fields=list(changed))
        publish(_about(StorefrontKeyChanged, key), by=by, changes=changed)
    return key


@transaction.atomic
def revoke_storefront_key(*, key: StorefrontKey, by: Actor, now: datetime) -> None:
    """Nothing sent with it is taken from now on; what was stays."""
    if StorefrontKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        publish(_about(StorefrontKeyRevoked, key), by=by)


@transaction.atomic
def make_identity_secret(*, key: StorefrontKey, by: Actor, now: datetime) -> str:
    """A new secret to sign identities with, shown once. What the old one signed proves nothing any more."""
    key = _in_use(key)
    secret = SECRET_START + secrets.token_urlsafe(32)
    key.identity_secret = secret
    key.save(update_fields=["identity_secret"])
    publish(_about(IdentitySecretMade, key), by=by)
    return secret


def _in_use(key: StorefrontKey) -> StorefrontKey:
    key = StorefrontKey.objects.select_for_update().get(pk=key.pk)
    if key.is_revoked:
        raise CannotChangeStorefrontKey(_("This key is revoked. Make a new one."))
    return key


def _check(origins: list[str], refusal: type[DomainError]) -> None:
    if not origins or len(origins) > MOST_ORIGINS:
        raise refusal(_("Name between 1 and 20 addresses of your shop."))
    if wrong := [origin for origin in origins if not origin_of(origin)]:
        raise refusal(
            _("%(text)s is not an address such as https://shop.example.") % {"text": wrong[0][:100]}
        )


def _origins(told: list[str]) -> list[str]:
    return list(dict.fromkeys(origin_of(origin) for origin in told))


def _about(event_class, key: StorefrontKey):
    return event_class(store_id=key.store_id, storefront_key_id=key.pk, subject_label=key.name)
