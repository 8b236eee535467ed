import pytest

from accounts.models import CustomRole
from accounts.roles import FOR_KEYS, GRANTABLE, OWNERS_ALONE, PERMISSIONS, PERMISSIONS_OF, Role
from accounts.services import roles
from accounts.services.team import CannotGrant
from core.models import EventRecord
from tests.factories import CustomRoleFactory, MembershipFactory


@pytest.fixture
def boss(store):
    return MembershipFactory(store=store)


def add(granter, name="Packer", permissions=("customers.view",)):
    return roles.add_role(name=name, permissions=list(permissions), granter=granter, by=granter.actor)


def test_owners_have_everything_and_nobody_else_has_what_is_theirs_alone():
    assert PERMISSIONS_OF[Role.OWNER] == PERMISSIONS.keys()
    for role in set(Role) - {Role.OWNER}:
        assert not PERMISSIONS_OF[role] & OWNERS_ALONE
    assert not GRANTABLE & OWNERS_ALONE
    assert FOR_KEYS < GRANTABLE


def test_a_role_keeps_its_permissions_in_the_order_of_the_table(boss):
    role = add(boss, permissions=["customers.export", "customers.view"])
    assert role.permissions == ["customers.view", "customers.export"]
    assert EventRecord.objects.get().changes == {"permissions": [[], ["customers.view", "customers.export"]]}


@pytest.mark.parametrize("name", ["packer", "Owner", "SALES"])
def test_a_name_is_taken_once_in_whatever_letters(boss, name):
    add(boss)
    with pytest.raises(roles.CannotSaveRole):
        add(boss, name=name)
    assert CustomRole.objects.count() == 1


def test_the_same_name_serves_in_another_store(boss):
    add(boss)
    add(MembershipFactory())
    assert CustomRole.objects.count() == 2


@pytest.mark.parametrize("permission", [*sorted(OWNERS_ALONE), "customers.fly"])
def test_no_role_holds_what_is_the_owners_alone_or_unknown(boss, permission):
    with pytest.raises(CannotGrant):
        add(boss, permissions=["customers.view", permission])
    assert not CustomRole.objects.exists()


def test_nobody_makes_or_edits_a_role_beyond_their_own(store):
    own = CustomRoleFactory(store=store, permissions=["team.edit_roles", "customers.view"])
    granter = MembershipFactory(store=store, role="", custom_role=own)
    strong = CustomRoleFactory(store=store, permissions=["customers.delete"])
    with pytest.raises(CannotGrant):
        add(granter, permissions=["customers.delete"])
    with pytest.raises(CannotGrant):
        roles.edit_role(
            role=strong, name="Weak", permissions=["customers.view"], granter=granter, by=granter.actor
        )
    with pytest.raises(CannotGrant):
        roles.edit_role(
            role=own, name="Own", permissions=["customers.export"], granter=granter, by=granter.actor
        )
    strong.refresh_from_db()
    assert strong.permissions == ["customers.delete"]


def test_editing_takes_effect_for_those_who_have_the_role(boss, store):
    role = add(boss)
    member = MembershipFactory(store=store, role="", custom_role=role)
    roles.edit_role(role=role, name="Packer", permissions=["customers.edit"], granter=boss, by=boss.actor)
    member.custom_role.refresh_from_db()
    assert member.permissions == {"customers.edit", "home.view"}


def test_a_role_in_use_is_not_deleted(boss, store):
    role = add(boss)
    MembershipFactory(store=store, role="", custom_role=role)
    with pytest.raises(roles.CannotDeleteRole, match="1 person"):
        roles.delete_role(role=role, granter=boss, by=boss.actor)
    assert CustomRole.objects.exists()


def test_a_role_nobody_has_is_deleted(boss):
    roles.delete_role(role=add(boss), granter=boss, by=boss.actor)
    assert not CustomRole.objects.exists()
