from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OwnershipOffer
from accounts.roles import Role
from accounts.services import ownership, team
from tests.factories import MembershipFactory


@pytest.fixture
def giver(store):
    return MembershipFactory(store=store)


@pytest.fixture
def taker(store):
    return MembershipFactory(store=store, role=Role.SALES)


@pytest.fixture
def offer(giver, taker):
    return ownership.offer_ownership(giver=giver, taker=taker, by=giver.actor, now=timezone.now())


def accept(offer, at=None):
    return ownership.accept_ownership(offer=offer, by=offer.taker.actor, now=at or timezone.now())


def roles(*members):
    for member in members:
        member.refresh_from_db()
    return [member.role for member in members]


def test_an_offer_alone_changes_nothing(offer, giver, taker):
    assert roles(giver, taker) == [Role.OWNER, Role.SALES]


def test_accepting_makes_the_taker_owner_and_the_giver_manager(offer, giver, taker):
    accept(offer)
    assert roles(giver, taker) == [Role.MANAGER, Role.OWNER]
    assert not OwnershipOffer.objects.exists()


def test_an_offer_lapses_after_seven_days(offer, giver, taker):
    with pytest.raises(ownership.CannotTransferOwnership):
        accept(offer, timezone.now() + timedelta(days=8))
    assert roles(giver, taker) == [Role.OWNER, Role.SALES]


def test_an_offer_of_somebody_who_is_no_owner_any_more_is_slip(offer, giver, taker, store):
    other = MembershipFactory(store=store)
    team.change_role(membership=giver, role=Role.SALES, custom_role=None, granter=other, by=other.actor)
    with pytest.raises(ownership.CannotTransferOwnership):
        accept(offer)
    assert roles(giver, taker) == [Role.SALES, Role.SALES]


def test_a_withdrawn_offer_cannot_be_accepted(offer, giver, taker):
    ownership.withdraw_offer(offer=offer, by=giver.actor)
    with pytest.raises(ownership.CannotTransferOwnership):
        accept(offer)
    assert roles(giver, taker) == [Role.OWNER, Role.SALES]


def test_only_an_owner_offers(taker, giver):
    with pytest.raises(ownership.CannotTransferOwnership):
        ownership.offer_ownership(giver=taker, taker=giver, by=taker.actor, now=timezone.now())
    assert not OwnershipOffer.objects.exists()


def test_a_deactivated_member_is_offered_nothing(giver, taker):
    team.deactivate(membership=taker, granter=giver, by=giver.actor, now=timezone.now())
    with pytest.raises(ownership.CannotTransferOwnership):
        ownership.offer_ownership(giver=giver, taker=taker, by=giver.actor, now=timezone.now())
