"""The demo store's own affairs: where it is, who may come, which program feeds it."""

from datetime import datetime

from django.db import transaction

from accounts.mail import send_invitation
from accounts.models import CustomRole, Membership
from accounts.roles import Role
from accounts.services import api_keys, invitations, roles
from accounts.services import settings as store_settings
from core.demo import Demo, seeds
from core.store_settings import Address, Brand, BusinessHours

ADDRESS = Address(
    legal_name="Larkspur Goods Ltd",
    line_1="14 Example Mews",
    postcode="EX4 3MP",
    city="Exampleton",
    country="United Kingdom",
)
BRAND = Brand(accent="#2f5d50", text="#22302b", background="#ffffff")
WAREHOUSE = ["customers.view", "customers.add_note", "platform.view_jobs"]
SHOP_SCOPES = ["customers.view", "customers.add", "customers.edit", "products.send", "orders.send"]


@seeds(order=5)
def affairs(demo: Demo) -> str:
    owner = demo.store.memberships.get(role=Role.OWNER)
    for group in (ADDRESS, BRAND, BusinessHours()):
        store_settings.change_settings(store=demo.store, to=group, by=owner.actor)
    warehouse = roles.add_role(name="Warehouse", permissions=WAREHOUSE, granter=owner, by=owner.actor)
    _invitation(owner, warehouse, demo.now)
    _key(owner, demo.now)
    return "settings, a role of its own, an invitation, an API key"


def _invitation(owner: Membership, role: CustomRole, now: datetime) -> None:
    """Mailed once the store is there: `make run` shows the mail in its outbox."""
    invitation, token = invitations.invite(
        email="noor.haddad@example.com",
        role="",
        custom_role=role,
        granter=owner,
        by=owner.actor,
        now=now,
    )

    def mail() -> None:
        if send_invitation(invitation, token):
            invitations.note_mailed(invitation=invitation)

    transaction.on_commit(mail)


def _key(owner: Membership, now: datetime) -> None:
    """Nobody sees the key itself, so nobody can use it; a new one is a click away."""
    api_keys.make_api_key(
        name="Online shop",
        scopes=SHOP_SCOPES,
        maker=owner,
        expires_at=None,
        ip_allow_list=[],
        rate_per_minute=600,
        by=owner.actor,
        now=now,
    )
