from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from accounts.services import invitations
from accounts.services.team import CannotGrant
from core.actors import SYSTEM
from core.models import EventRecord
from tests.factories import CustomRoleFactory, MembershipFactory, UserFactory


@pytest.fixture
def boss(store):
    return MembershipFactory(store=store)


@pytest.fixture
def invite(boss):
    def run(email="New.Person@Example.com", role=Role.SALES, **changes):
        values = {"email": email, "role": role, "custom_role": None, "granter": boss, "by": boss.actor}
        return invitations.invite(**values | {"now": timezone.now()} | changes)

    return run


def join_new(invitation, now=None):
    return invitations.join_as_new_person(
        invitation=invitation,
        name="Nia",
        password="brisk otters paddle",
        by=SYSTEM,
        now=now or timezone.now(),
    )


def test_the_token_is_not_kept(invite):
    invitation, token = invite()
    kept = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(kept)
    assert token not in str(list(EventRecord.objects.values()))
    assert invitations.open_invitation(token, timezone.now()) == invitation


def test_a_new_person_joins_with_a_checked_address(invite, store):
    invitation, _token = invite()
    member = join_new(invitation)
    assert (member.store, member.role) == (store, Role.SALES)
    assert EmailAddress.objects.get(user=member.user).verified
    assert member.user.check_password("brisk otters paddle")
    assert EventRecord.objects.filter(name="accounts.member_joined", actor_id=member.user_id).exists()


def test_somebody_with_an_account_joins_as_themselves(invite, store):
    user = UserFactory(email="new.person@example.com")
    invitation, _token = invite()
    member = invitations.join(invitation=invitation, user=user, by=user.actor, now=timezone.now())
    assert member.user == user


def test_an_account_cannot_be_taken_over_by_setting_a_password(invite):
    user = UserFactory(email="new.person@example.com")
    invitation, _token = invite()
    with pytest.raises(invitations.CannotAcceptInvitation):
        join_new(invitation)
    user.refresh_from_db()
    assert not user.check_password("brisk otters paddle")
    assert not user.memberships.exists()


def test_somebody_else_cannot_use_it(invite):
    invitation, _token = invite()
    other = UserFactory()
    with pytest.raises(invitations.CannotAcceptInvitation):
        invitations.join(invitation=invitation, user=other, by=other.actor, now=timezone.now())
    assert not other.memberships.exists()


def test_it_serves_once(invite):
    invitation, token = invite()
    join_new(invitation)
    with pytest.raises(invitations.CannotAcceptInvitation):
        join_new(invitation)
    assert invitations.open_invitation(token, timezone.now()) is None
    assert User.objects.filter(email="new.person@example.com").count() == 1


def test_it_is_good_for_seven_days(invite):
    invitation, token = invite()
    late = timezone.now() + timedelta(days=7, minutes=1)
    with pytest.raises(invitations.CannotAcceptInvitation):
        join_new(invitation, late)
    assert invitations.open_invitation(token, late) is None
    assert not User.objects.filter(email="new.person@example.com").exists()


def test_resending_makes_a_new_link_and_kills_the_old(invite, boss):
    invitation, old = invite()
    later = timezone.now() + timedelta(days=8)
    _invitation, new = invitations.resend(invitation=invitation, granter=boss, by=boss.actor, now=later)
    assert invitations.open_invitation(old, later) is None
    assert invitations.open_invitation(new, later) == invitation


def test_a_revoked_one_is_dead(invite, boss):
    invitation, token = invite()
    invitations.revoke(invitation=invitation, by=boss.actor, now=timezone.now())
    with pytest.raises(invitations.CannotAcceptInvitation):
        join_new(invitation)
    assert invitations.open_invitation(token, timezone.now()) is None


def test_one_invitation_per_address_is_open(invite):
    invite()
    with pytest.raises(invitations.CannotInvite, match="invited already"):
        invite("new.person@example.com")
    assert Invitation.objects.count() == 1


def test_members_are_not_invited(invite, store):
    MembershipFactory(store=store, user=UserFactory(email="new.person@example.com"))
    with pytest.raises(invitations.CannotInvite, match="in the team"):
        invite()
    assert not Invitation.objects.exists()


def test_nobody_invites_with_a_role_beyond_their_own(invite, store):
    own = CustomRoleFactory(store=store, permissions=["team.invite"])
    granter = MembershipFactory(store=store, role="", custom_role=own)
    with pytest.raises(CannotGrant):
        invite(granter=granter, by=granter.actor)
    assert not Invitation.objects.exists()


def test_a_member_who_was_invited_elsewhere_stays_there_too(invite):
    member = MembershipFactory(user=UserFactory(email="new.person@example.com"))
    invitation, _token = invite()
    invitations.join(invitation=invitation, user=member.user, by=member.actor, now=timezone.now())
    assert Membership.objects.filter(user=member.user).count() == 2
