"""The settings in a browser: light and dark, wide and narrow, without faults."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from tests.factories import (
    ApiKeyFactory,
    CustomRoleFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "store": "/settings/store",
    "brand": "/settings/brand",
    "sending-rules": "/settings/sending-rules",
    "customer-rules": "/settings/customer-rules",
    "areas": "/settings/areas",
    "security": "/settings/security",
    "team": "/settings/team",
    "invite": "/settings/team/invite",
    "roles": "/settings/roles",
    "add-role": "/settings/roles/add?from=marketer",
    "api-keys": "/settings/api-keys",
    "add-api-key": "/settings/api-keys/add",
    "ownership": "/settings/ownership",
    "profile": "/settings/profile",
    "new-store": "/settings/stores/new",
}


@pytest.fixture
def company(store, owner):
    """A store with people, keys and roles in it."""
    user = owner.membership.user
    user.name = "Ana Silva"
    user.save()
    MembershipFactory(store=store, role=Role.SALES, user=UserFactory(name="Ben Okafor"))
    MembershipFactory(
        store=store, role=Role.SUPPORT, user=UserFactory(name="Chiara Rossi"), deactivated_at=timezone.now()
    )
    CustomRoleFactory(store=store, name="Packer")
    InvitationFactory(store=store, email="nia@example.com", invited_by=user)
    ApiKeyFactory(store=store, name="Warehouse", created_by=user, last_used_at=timezone.now())
    ApiKeyFactory(store=store, name="Old shop", revoked_at=timezone.now())
    return owner


@pytest.mark.parametrize("name", PAGES)
def test_a_settings_page_has_no_fault(name, company, enter, look, axe, shot, page):
    enter(company, PAGES[name])
    shot(f"settings-{name}-{look}")
    axe()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
