from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ApiKey
from accounts.roles import Role
from accounts.services import api_keys
from accounts.services.access import note_use
from accounts.services.team import CannotGrant
from core.models import EventRecord
from tests.factories import CustomRoleFactory, MembershipFactory


@pytest.fixture
def boss(store):
    return MembershipFactory(store=store)


@pytest.fixture
def make(boss):
    def run(**changes):
        values = {
            "name": "Warehouse",
            "scopes": ["customers.view"],
            "maker": boss,
            "expires_at": None,
            "ip_allow_list": [],
            "rate_per_minute": 600,
            "by": boss.actor,
            "now": timezone.now(),
        }
        return api_keys.make_api_key(**values | changes)

    return run


def found(secret, at=None):
    return ApiKey.objects.presented_as(secret, at or timezone.now()).first()


def test_the_key_is_256_bits_shown_once_and_kept_as_a_hash(make):
    key, secret = make()
    assert secret.startswith("rgl_live_")
    assert len(secret) == len("rgl_live_") + 43
    assert found(secret) == key
    kept = str(ApiKey.objects.values().get()) + str(list(EventRecord.objects.values()))
    assert secret not in kept
    assert secret[20:] not in kept
    assert key.prefix == secret[:15]


def test_a_key_may_not_do_what_its_maker_may_not(make, store):
    own = CustomRoleFactory(store=store, permissions=["api_keys.manage", "customers.view"])
    maker = MembershipFactory(store=store, role="", custom_role=own)
    with pytest.raises(CannotGrant):
        make(maker=maker, scopes=["customers.export"])
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("scope", ["team.invite", "api_keys.manage", "settings.edit_security", "made.up"])
def test_no_key_touches_people_keys_or_settings(make, scope):
    with pytest.raises(CannotGrant):
        make(scopes=[scope])
    assert not ApiKey.objects.exists()


def test_rotating_keeps_the_old_key_for_the_overlap(make, boss):
    key, old = make()
    now = timezone.now()
    _key, new = api_keys.rotate_api_key(key=key, overlap_hours=24, by=boss.actor, now=now)
    assert found(old, now + timedelta(hours=23)) == found(new) == key
    assert found(old, now + timedelta(hours=25)) is None


def test_rotating_without_overlap_stops_the_old_key_at_once(make, boss):
    key, old = make()
    api_keys.rotate_api_key(key=key, overlap_hours=0, by=boss.actor, now=timezone.now())
    assert found(old) is None


def test_revoking_stops_both_keys_of_a_rotation(make, boss):
    key, old = make()
    _key, new = api_keys.rotate_api_key(key=key, overlap_hours=24, by=boss.actor, now=timezone.now())
    api_keys.revoke_api_key(key=key, by=boss.actor, now=timezone.now())
    assert not found(old).is_usable(timezone.now())
    assert not found(new).is_usable(timezone.now())
    with pytest.raises(api_keys.CannotRotateApiKey):
        api_keys.rotate_api_key(key=key, overlap_hours=1, by=boss.actor, now=timezone.now())


def test_a_key_outlives_its_maker_in_the_team(make, store):
    maker = MembershipFactory(store=store, role=Role.MANAGER)
    key, secret = make(maker=maker)
    maker.delete()
    assert found(secret).is_usable(timezone.now())
    assert found(secret).created_by == maker.user


def test_use_is_written_at_most_once_a_minute(make):
    key, _secret = make()
    first = timezone.now()
    note_use(key=key, ip="192.0.2.1", now=first)
    key.refresh_from_db()
    note_use(key=key, ip="192.0.2.2", now=first + timedelta(seconds=59))
    key.refresh_from_db()
    assert (key.last_used_at, key.last_used_ip) == (first, "192.0.2.1")
    note_use(key=key, ip="192.0.2.2", now=first + timedelta(seconds=61))
    key.refresh_from_db()
    assert key.last_used_ip == "192.0.2.2"
