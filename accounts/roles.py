"""Every permission, and what each role may. A store's own roles are made from the same names."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# <app>.<verb>, grouped as the roles page shows them.
PERMISSIONS = {
    "home.view": _("See the home page"),
    "customers.view": _("See customers"),
    "customers.add": _("Add customers"),
    "customers.edit": _("Edit customers"),
    "customers.add_note": _("Write notes"),
    "customers.suspend": _("Suspend and reinstate customers"),
    "customers.delete": _("Delete customers"),
    "customers.export": _("Export customers"),
    "platform.view_activity": _("See the activity log"),
    "platform.export_activity": _("Export the activity log"),
    "platform.view_jobs": _("See jobs"),
    "platform.run_jobs": _("Cancel, resume and replay jobs"),
    "settings.view": _("See settings"),
    "settings.edit_store": _("Change the store's settings and brand"),
    "settings.edit_features": _("Switch areas on and off"),
    "settings.edit_security": _("Change sign-in rules"),
    "settings.manage_api_keys": _("Make and revoke API keys"),
    "team.view": _("See the team"),
    "team.invite": _("Invite and remove staff"),
    "team.edit_roles": _("Change roles"),
    "team.transfer_ownership": _("Transfer ownership"),
    "team.delete_store": _("Delete the store"),
}


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    MARKETER = "marketer", _("Marketer")
    SUPPORT = "support", _("Support")
    SALES = "sales", _("Sales")
    ANALYST = "analyst", _("Analyst")


_EVERYONE = {"home.view", "customers.view", "platform.view_jobs"}
_OWNERS_ONLY = {"team.invite", "team.edit_roles", "team.transfer_ownership", "team.delete_store"}

PERMISSIONS_OF: dict[str, frozenset[str]] = {
    Role.OWNER: frozenset(PERMISSIONS),
    Role.MANAGER: frozenset(PERMISSIONS) - _OWNERS_ONLY,
    Role.MARKETER: frozenset(_EVERYONE | {"customers.add", "customers.edit", "customers.add_note"}),
    Role.SUPPORT: frozenset(_EVERYONE | {"customers.add_note"}),
    Role.SALES: frozenset(_EVERYONE | {"customers.add", "customers.edit", "customers.add_note"}),
    Role.ANALYST: frozenset(_EVERYONE | {"platform.view_activity", "settings.view", "team.view"}),
}
