"""Roles a store makes for itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.events import RoleAdded, RoleDeleted, RoleEdited
from accounts.models import CustomRole, Membership
from accounts.roles import GRANTABLE, PERMISSIONS, Role
from accounts.services.team import CannotGrant, check_may_grant
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store, check_same_store


class CannotSaveRole(DomainError):
    code = "cannot_save_role"


class CannotDeleteRole(DomainError):
    code = "cannot_delete_role"


@transaction.atomic
def add_role(*, name: str, permissions: list[str], granter: Membership, by: Actor) -> CustomRole:
    role = CustomRole(store=granter.store, name=name, permissions=_in_order(permissions))
    check_may_grant(granter, frozenset(role.permissions))
    _save(role)
    publish(_about(RoleAdded, role), by=by, changes={"permissions": [[], role.permissions]})
    return role


@transaction.atomic
def edit_role(
    *, role: CustomRole, name: str, permissions: list[str], granter: Membership, by: Actor
) -> CustomRole:
    """Nobody adds what they lack, and nobody edits a role that may more than they may."""
    check_same_store(role, granter)
    role = CustomRole.objects.select_for_update().get(pk=role.pk)
    check_may_grant(granter, frozenset(role.permissions) & PERMISSIONS.keys() | frozenset(permissions))
    changed = changes(role, name=name, permissions=_in_order(permissions))
    if changed:
        _save(role)
        publish(_about(RoleEdited, role), by=by, changes=changed)
    return role


@transaction.atomic
def delete_role(*, role: CustomRole, granter: Membership, by: Actor) -> None:
    check_same_store(role, granter)
    Store.objects.select_for_update().get(pk=role.store_id)  # nobody is given the role meanwhile
    check_may_grant(granter, frozenset(role.permissions) & PERMISSIONS.keys())
    count = role.memberships.count() + role.invitations.pending().count()
    if count:
        raise CannotDeleteRole(
            ngettext(
                "%(count)s person has or is invited with this role. Give them another role first.",
                "%(count)s people have or are invited with this role. Give them another role first.",
                count,
            )
            % {"count": count}
        )
    role.invitations.all().delete()  # answered ones still name it
    publish(_about(RoleDeleted, role), by=by, changes={"permissions": [role.permissions, []]})
    role.delete()


def _in_order(permissions: list[str]) -> list[str]:
    if foreign := set(permissions) - GRANTABLE:
        raise CannotGrant(_("No role of your own can have %(name)s.") % {"name": sorted(foreign)[0]})
    return [name for name in PERMISSIONS if name in permissions]


def _save(role: CustomRole) -> None:
    if role.name.casefold() in {str(label).casefold() for label in Role.labels}:
        raise CannotSaveRole(_("One of the roles that come with Regulars has this name."))
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError:
        raise CannotSaveRole(_("There is a role with this name already.")) from None


def _about(event_class, role: CustomRole):
    return event_class(store_id=role.store_id, custom_role_id=role.pk, subject_label=role.name)
