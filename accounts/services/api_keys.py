"""API keys of a store. They are the store's: a key goes on working when its maker leaves."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import ApiKeyMade, ApiKeyRevoked, ApiKeyRotated
from accounts.models import ApiKey, Membership
from accounts.models.api_keys import START, digest
from accounts.roles import FOR_KEYS
from accounts.services.team import CannotGrant, check_may_grant
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.store_settings import is_network

SHOWN = len(START) + 6
MOST_KEYS = 100
LONGEST_OVERLAP = 7 * 24


class CannotMakeApiKey(DomainError):
    code = "cannot_make_api_key"


class CannotRotateApiKey(DomainError):
    code = "cannot_rotate_api_key"


@transaction.atomic
def make_api_key(
    *,
    name: str,
    scopes: list[str],
    maker: Membership,
    expires_at: datetime | None,
    ip_allow_list: list[str],
    rate_per_minute: int,
    by: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A new key; the second value is the key itself, which is shown once and not kept."""
    _check_scopes(maker, scopes)
    if expires_at and expires_at <= now:
        raise CannotMakeApiKey(_("The last day must be in the future."))
    if wrong := [network for network in ip_allow_list if not is_network(network)]:
        raise CannotMakeApiKey(_("Not an address or range: %(text)s") % {"text": wrong[0]})
    if maker.store.apikeys.filter(revoked_at=None).count() >= MOST_KEYS:
        raise CannotMakeApiKey(_("A store can have 100 keys. Revoke those no longer used."))
    secret = _new_secret()
    key = maker.store.apikeys.create(
        name=name,
        prefix=secret[:SHOWN],
        hash=digest(secret),
        scopes=[scope for scope in sorted(FOR_KEYS) if scope in scopes],
        ip_allow_list=ip_allow_list,
        rate_per_minute=rate_per_minute,
        expires_at=expires_at,
        created_by_id=maker.user_id,
    )
    publish(_about(ApiKeyMade, key, scopes=key.scopes), by=by)
    return key, secret


@transaction.atomic
def rotate_api_key(*, key: ApiKey, overlap_hours: int, by: Actor, now: datetime) -> tuple[ApiKey, str]:
    """A new secret for the same key. The old one works for some hours more, so that nothing stops."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if not key.is_usable(now):
        raise CannotRotateApiKey(_("This key is revoked or has expired. Make a new one."))
    if not 0 <= overlap_hours <= LONGEST_OVERLAP:
        raise CannotRotateApiKey(_("The old key can work for 7 days at most."))
    secret = _new_secret()
    key.old_prefix, key.old_hash = key.prefix, key.hash
    key.old_valid_until = now + timedelta(hours=overlap_hours)
    key.prefix, key.hash = secret[:SHOWN], digest(secret)
    key.save()
    publish(_about(ApiKeyRotated, key, overlap_hours=overlap_hours), by=by)
    return key, secret


@transaction.atomic
def revoke_api_key(*, key: ApiKey, by: Actor, now: datetime) -> None:
    """Both secrets of a key that is being rotated stop at the next call."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        publish(_about(ApiKeyRevoked, key), by=by)


def _check_scopes(maker: Membership, scopes: list[str]) -> None:
    if not scopes:
        raise CannotMakeApiKey(_("Choose at least one thing the key may do."))
    if not FOR_KEYS.issuperset(scopes):
        raise CannotGrant(_("Keys cannot have all of these permissions."))
    check_may_grant(maker, frozenset(scopes))


def _new_secret() -> str:
    return START + secrets.token_urlsafe(32)


def _about(event_class, key: ApiKey, **facts):
    return event_class(store_id=key.store_id, api_key_id=key.pk, subject_label=key.name, **facts)
