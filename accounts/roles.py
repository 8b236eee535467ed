"""Every permission and which roles have it: the one place. A store's own roles are made from the same names.

A permission is `<area>.<verb>`. An app that needs one adds its line here, naming the roles that may.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    MARKETER = "marketer", _("Marketer")
    SUPPORT = "support", _("Support")
    SALES = "sales", _("Sales")
    ANALYST = "analyst", _("Analyst")


TEXT_OF = {
    Role.OWNER: _("Everything, also staff, ownership and erasing the store."),
    Role.MANAGER: _("Everything but the team's roles and erasing the store."),
    Role.MARKETER: _("Customers and all marketing. No export of customers."),
    Role.SUPPORT: _("Looks up customers, writes notes and e-mails, logs calls."),
    Role.SALES: _("Adds and edits customers."),
    Role.ANALYST: _("Sees everything, changes nothing, exports no personal data."),
}

OWNER = (Role.OWNER,)
MANAGERS = (Role.OWNER, Role.MANAGER)
READERS = (*MANAGERS, Role.ANALYST)
EDITORS = (*MANAGERS, Role.MARKETER, Role.SALES)
FRONT = (*EDITORS, Role.SUPPORT)
MERCHANDISERS = (*MANAGERS, Role.MARKETER)
CARERS = (*MANAGERS, Role.SUPPORT)
EVERYONE = tuple(Role)

_TABLE = {
    "home.view": (_("See the home page"), EVERYONE),
    "customers.view": (_("See customers"), EVERYONE),
    "customers.add": (_("Add customers"), EDITORS),
    "customers.edit": (_("Edit customers"), EDITORS),
    "customers.add_note": (_("Write notes"), FRONT),
    "customers.log_interaction": (_("Log calls and meetings"), FRONT),
    "customers.email": (_("Write e-mails to customers"), FRONT),
    "customers.view_files": (_("See and download customers' files"), FRONT),
    "customers.edit_files": (_("Add and delete customers' files"), FRONT),
    "customers.tag": (_("Tag customers"), FRONT),
    "customers.edit_tags": (_("Edit, merge and delete tags"), MERCHANDISERS),
    "customers.record_consent": (_("Write down what customers agree to and refuse"), FRONT),
    "customers.suspend": (_("Suspend, ban and reinstate customers"), MANAGERS),
    "customers.edit_fields": (_("Make and change the fields of customers"), MANAGERS),
    "customers.merge": (_("Merge customers and part them again"), MANAGERS),
    "customers.delete": (_("Delete customers"), MANAGERS),
    "customers.import": (_("Import customers from a file, and undo it"), MERCHANDISERS),
    "customers.export": (_("Export customers"), MANAGERS),
    "products.view": (_("See products"), EVERYONE),
    "products.edit": (_("Edit products, their pictures and categories"), MERCHANDISERS),
    "products.send": (_("Send products from the shop"), MANAGERS),
    "products.export": (_("Export products"), READERS),
    "orders.view": (_("See orders and carts"), EVERYONE),
    "orders.refund": (_("Record refunds"), CARERS),
    "orders.send": (_("Send orders, carts and visits from the shop"), MANAGERS),
    "orders.export": (_("Export orders and carts"), MANAGERS),
    "privacy.view": (_("See privacy requests"), READERS),
    "privacy.handle": (_("Answer privacy requests: hand out, and erase, all data of a customer"), MANAGERS),
    "platform.view_activity": (_("See the activity log"), READERS),
    "platform.export_activity": (_("Export the activity log"), MANAGERS),
    "platform.view_jobs": (_("See jobs"), EVERYONE),
    "platform.run_jobs": (_("Resume and replay jobs, and cancel those of others"), MANAGERS),
    "platform.upload_files": (_("Upload images and files"), FRONT),
    "settings.view": (_("See settings"), READERS),
    "settings.edit_store": (_("Change the store's settings, brand and rules"), MANAGERS),
    "settings.edit_features": (_("Switch areas on and off"), MANAGERS),
    "settings.edit_security": (_("Change sign-in rules"), MANAGERS),
    "api_keys.view": (_("See API keys"), MANAGERS),
    "api_keys.manage": (_("Make, rotate and revoke API keys"), MANAGERS),
    "team.view": (_("See the team"), READERS),
    "team.invite": (_("Invite, deactivate and remove staff"), OWNER),
    "team.edit_roles": (_("Make roles and give them to staff"), OWNER),
    "team.transfer_ownership": (_("Transfer ownership"), OWNER),
    "team.delete_store": (_("Delete the store"), OWNER),
}

AREA_NAMES = {
    "home": _("Home"),
    "customers": _("Customers"),
    "products": _("Products"),
    "orders": _("Orders and carts"),
    "privacy": _("Privacy"),
    "platform": _("Activity and jobs"),
    "settings": _("Settings"),
    "api_keys": _("API keys"),
    "team": _("Team"),
}

PERMISSIONS = {name: label for name, (label, _roles) in _TABLE.items()}
PERMISSIONS_OF: dict[str, frozenset[str]] = {
    role: frozenset(name for name, (_label, roles) in _TABLE.items() if role in roles) for role in Role
}

# Everybody in a store has this; nobody but an owner has those: a store's own roles choose neither.
ALWAYS = frozenset({"home.view"})
OWNERS_ALONE = frozenset({"team.transfer_ownership", "team.delete_store"})
GRANTABLE = frozenset(PERMISSIONS) - OWNERS_ALONE - ALWAYS
# What only a person does, in the browser: keys cannot have these.
FOR_KEYS = frozenset(
    name for name in GRANTABLE if not name.startswith(("home.", "team.", "api_keys.", "settings."))
)


def by_area(names=PERMISSIONS) -> dict[str, list[str]]:
    """Permissions grouped as the roles page shows them."""
    areas: dict[str, list[str]] = {}
    for name in PERMISSIONS:
        if name in names:
            areas.setdefault(name.partition(".")[0], []).append(name)
    return areas
