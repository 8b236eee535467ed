"""A store's people. A verb that could lose the last owner holds the store's row meanwhile."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import (
    MemberDeactivated,
    MemberLeft,
    MemberReactivated,
    MemberRemoved,
    MemberRoleChanged,
)
from accounts.models import CustomRole, Membership, User, permissions_of
from accounts.roles import Role
from accounts.services.signin import end_sessions
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import Store, check_same_store


class CannotGrant(DomainError):
    code = "cannot_grant"


class CannotChangeMember(DomainError):
    code = "cannot_change_member"


class CannotLoseLastOwner(DomainError):
    code = "last_owner"


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, custom_role: CustomRole | None, granter: Membership, by: Actor
) -> Membership:
    check_same_store(membership, granter, *filter(None, [custom_role]))
    member = locked(membership)
    check_manages(granter, member)
    check_may_grant(granter, permissions_of(role, custom_role))
    if role != Role.OWNER:
        check_not_last_owner(member)
    old = member.role_name
    member.role, member.custom_role = role, custom_role
    if old == member.role_name:
        return member
    member.save(update_fields=["role", "custom_role"])
    member.offers_received.all().delete()
    changes = {"role": [str(old), str(member.role_name)]}
    publish(_about(MemberRoleChanged, member), by=by, changes=changes)
    return member


@transaction.atomic
def deactivate(*, membership: Membership, granter: Membership, by: Actor, now: datetime) -> Membership:
    """Shut the person out at once, here and in every browser they are signed in with. It can be undone."""
    check_same_store(membership, granter)
    member = locked(membership)
    check_manages(granter, member)
    if member.user_id == granter.user_id:
        raise CannotChangeMember(_("You cannot deactivate yourself. Leave the store instead."))
    check_not_last_owner(member)
    if member.is_active():
        member.deactivated_at = now
        member.save(update_fields=["deactivated_at"])
        publish(_about(MemberDeactivated, member), by=by)
        _forget_offers(member)
        end_sessions(user=member.user, by=by)
    return member


@transaction.atomic
def reactivate(*, membership: Membership, granter: Membership, by: Actor) -> Membership:
    check_same_store(membership, granter)
    member = locked(membership)
    check_manages(granter, member)
    if not member.is_active():
        member.deactivated_at = None
        member.save(update_fields=["deactivated_at"])
        publish(_about(MemberReactivated, member), by=by)
    return member


@transaction.atomic
def remove(*, membership: Membership, granter: Membership, by: Actor) -> None:
    check_same_store(membership, granter)
    member = locked(membership)
    check_manages(granter, member)
    if member.user_id == granter.user_id:
        raise CannotChangeMember(_("You cannot remove yourself. Leave the store instead."))
    check_not_last_owner(member)
    publish(_about(MemberRemoved, member), by=by)
    end_sessions(user=member.user, by=by)
    member.delete()


@transaction.atomic
def leave(*, membership: Membership, by: Actor) -> None:
    member = locked(membership)
    check_not_last_owner(member)
    publish(_about(MemberLeft, member), by=by)
    member.delete()


def remember_store(*, user: User, store: Store) -> None:
    """Next time the person signs in, this is the store that opens."""
    if user.last_store_id != store.pk:
        User.objects.filter(pk=user.pk).update(last_store=store)


def locked(membership: Membership) -> Membership:
    """The membership as it is now, while nobody else changes the store's people."""
    Store.objects.select_for_update().get(pk=membership.store_id)
    found = Membership.objects.select_related("user", "custom_role", "store").filter(pk=membership.pk).first()
    if found is None:
        raise CannotChangeMember(_("This person is no longer in the team."))
    return found


def check_manages(granter: Membership, member: Membership) -> None:
    """Nobody changes a person who may more than they may themselves."""
    granter.refresh_from_db()
    if not granter.is_active() or not member.permissions <= granter.permissions:
        raise CannotChangeMember(_("You cannot change somebody who may do more than you."))


def check_may_grant(granter: Membership, permissions: frozenset[str]) -> None:
    if not permissions <= granter.permissions:
        raise CannotGrant(_("You cannot give permissions you do not have yourself."))


def check_not_last_owner(member: Membership) -> None:
    if not (member.is_owner() and member.is_active()):
        return
    if not member.store.memberships.owners().exclude(pk=member.pk).exists():
        raise CannotLoseLastOwner(
            _("%(name)s is the only owner. Transfer the ownership first.") % {"name": member.user}
        )


def _forget_offers(member: Membership) -> None:
    member.offers_received.all().delete()
    member.offers_made.all().delete()


def _about(event_class, member: Membership):
    return event_class(store_id=member.store_id, membership_id=member.pk, subject_label=str(member.user))
