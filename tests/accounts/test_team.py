"""Who may change whom, and the owner a store can never lose."""

from functools import partial

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from accounts.services import team
from core.models import EventRecord
from tests.factories import CustomRoleFactory, MembershipFactory
from tests.threads import at_once


@pytest.fixture
def boss(store):
    return MembershipFactory(store=store)


@pytest.fixture
def sales(store):
    return MembershipFactory(store=store, role=Role.SALES)


def give(member, role, granter, custom_role=None):
    return team.change_role(
        membership=member, role=role, custom_role=custom_role, granter=granter, by=granter.actor
    )


def shut_out(member, granter):
    return team.deactivate(membership=member, granter=granter, by=granter.actor, now=timezone.now())


def inviter(store):
    """Somebody with a role of the store's own who may change roles, but is no owner."""
    role = CustomRoleFactory(store=store, permissions=["team.edit_roles", "team.invite", "customers.view"])
    return MembershipFactory(store=store, role="", custom_role=role)


def test_an_owner_changes_a_role_and_the_log_keeps_old_and_new(boss, sales):
    give(sales, Role.SUPPORT, boss)
    sales.refresh_from_db()
    assert sales.role == Role.SUPPORT
    record = EventRecord.objects.get(name="accounts.member_role_changed")
    assert record.changes == {"role": ["Sales", "Support"]}


def test_a_store_role_takes_the_place_of_ours(boss, sales, store):
    own = CustomRoleFactory(store=store, permissions=["customers.view", "customers.export"])
    give(sales, "", boss, custom_role=own)
    sales = Membership.objects.get(pk=sales.pk)
    assert sales.can("customers.export")
    assert not sales.can("customers.edit")


def test_nobody_gives_what_they_do_not_have(store, sales):
    granter = inviter(store)
    sales.role = Role.SUPPORT
    with pytest.raises(team.CannotChangeMember):
        give(sales, Role.MANAGER, granter)
    sales.refresh_from_db()
    assert sales.role == Role.SALES


def test_nobody_gives_a_role_beyond_their_own_to_somebody_below_them(store):
    granter = inviter(store)
    below = MembershipFactory(
        store=store, role="", custom_role=CustomRoleFactory(store=store, permissions=["customers.view"])
    )
    with pytest.raises(team.CannotGrant):
        give(below, Role.SALES, granter)
    assert Membership.objects.get(pk=below.pk).role == ""


def test_nobody_shuts_out_somebody_who_may_more(store, boss):
    granter = inviter(store)
    MembershipFactory(store=store)  # a second owner, so that only the rank speaks against it
    with pytest.raises(team.CannotChangeMember):
        shut_out(boss, granter)
    boss.refresh_from_db()
    assert boss.is_active()


@pytest.mark.parametrize("act", ["demote", "leave"])
def test_the_last_owner_stays(boss, act):
    with pytest.raises(team.CannotLoseLastOwner):
        give(boss, Role.MANAGER, boss) if act == "demote" else team.leave(membership=boss, by=boss.actor)
    boss.refresh_from_db()
    assert boss.is_owner()
    assert not EventRecord.objects.exists()


def test_a_deactivated_owner_does_not_count_as_an_owner(boss, store):
    MembershipFactory(store=store, deactivated_at=timezone.now())
    with pytest.raises(team.CannotLoseLastOwner):
        team.leave(membership=boss, by=boss.actor)


def test_one_of_two_owners_may_go(boss, store):
    MembershipFactory(store=store)
    team.leave(membership=boss, by=boss.actor)
    assert store.memberships.owners().count() == 1


def test_deactivating_ends_the_sessions_and_shuts_the_pages(boss, sales):
    from tests.conftest import signed_in

    client = signed_in(sales)
    UserSession.objects.create(user=sales.user, session_key=client.session.session_key, ip="192.0.2.1")
    shut_out(sales, boss)
    assert not UserSession.objects.filter(user=sales.user).exists()
    assert "_auth_user_id" not in client.session


def test_a_deactivated_member_comes_back_with_the_old_role(boss, sales):
    shut_out(sales, boss)
    team.reactivate(membership=sales, granter=boss, by=boss.actor)
    sales.refresh_from_db()
    assert sales.is_active()
    assert sales.role == Role.SALES


def test_removing_deletes_the_place_and_not_the_person(boss, sales):
    user = sales.user
    team.remove(membership=sales, granter=boss, by=boss.actor)
    assert not user.memberships.exists()
    user.refresh_from_db()
    assert user.is_active


def test_nobody_deactivates_or_removes_themselves(boss, store):
    MembershipFactory(store=store)
    with pytest.raises(team.CannotChangeMember):
        shut_out(boss, boss)
    with pytest.raises(team.CannotChangeMember):
        team.remove(membership=boss, granter=boss, by=boss.actor)
    assert store.memberships.owners().count() == 2


def test_members_of_another_store_are_out_of_reach(boss):
    with pytest.raises(ValueError, match="different stores"):
        shut_out(MembershipFactory(role=Role.SALES), boss)


@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_cannot_both(store):
    owners = [MembershipFactory(store=store), MembershipFactory(store=store)]
    outcomes = at_once(*[partial(team.leave, membership=owner, by=owner.actor) for owner in owners])
    refused = [outcome for outcome in outcomes if isinstance(outcome, team.CannotLoseLastOwner)]
    assert len(refused) == 1
    assert store.memberships.owners().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_demoting_each_other_at_once_cannot_both(store):
    one, other = MembershipFactory(store=store), MembershipFactory(store=store)
    outcomes = at_once(lambda: give(other, Role.ANALYST, one), lambda: give(one, Role.ANALYST, other))
    refused = [outcome for outcome in outcomes if isinstance(outcome, team.DomainError)]
    assert len(refused) == 1
    assert store.memberships.owners().count() == 1
