"""The settings in a browser: light and dark, wide and narrow, without faults."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from tests.factories import (
    ApiKeyFactory,
    CurrencyRateFactory,
    CustomRoleFactory,
    InvitationFactory,
    MembershipFactory,
    OrderFactory,
    StoreFactory,
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
    "currencies": "/settings/currencies",
    "add-rate": "/settings/currencies/add",
    "rate": "/settings/currencies/{rate}",
    "ownership": "/settings/ownership",
    "profile": "/settings/profile",
    "new-store": "/settings/stores/new",
    "member": "/settings/team/{member}",
    "api-key": "/settings/api-keys/{key}",
}


@pytest.fixture
def company(store, owner):
    """A store with people, keys and roles in it."""
    user = owner.membership.user
    user.name = "Ana Silva"
    user.save()
    ben = MembershipFactory(store=store, role=Role.SALES, user=UserFactory(name="Ben Okafor"))
    ben.refresh_from_db()
    MembershipFactory(
        store=store, role=Role.SUPPORT, user=UserFactory(name="Chiara Rossi"), deactivated_at=timezone.now()
    )
    CustomRoleFactory(store=store, name="Packer")
    InvitationFactory(store=store, email="nia@example.com", invited_by=user)
    key = ApiKeyFactory(store=store, name="Warehouse", created_by=ben.user, last_used_at=timezone.now())
    key.refresh_from_db()
    ApiKeyFactory(store=store, name="Old shop", revoked_at=timezone.now())
    rate = CurrencyRateFactory(store=store, currency="EUR", from_day="2026-01-01")
    rate.refresh_from_db()
    CurrencyRateFactory(store=store, currency="EUR", rate="1.1042", from_day="2026-06-01")
    CurrencyRateFactory(store=store, currency="JPY", rate="0.00645", from_day="2026-01-01")
    OrderFactory.create_batch(3, store=store, currency="EUR", rate="1.1042")
    owner.ids = {"member": ben.public_id, "key": key.public_id, "rate": rate.public_id}
    return owner


@pytest.mark.parametrize("name", PAGES)
def test_a_settings_page_has_no_fault(name, company, enter, look, axe, shot, page):
    enter(company, PAGES[name].format(**company.ids))
    shot(f"settings-{name}-{look}")
    axe()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_changes_raise_the_save_bar_and_are_saved_with_the_keyboard(company, enter, page):
    enter(company, "/settings/customer-rules")
    bar = page.locator("[data-unsaved]")
    expect(bar).to_be_hidden()
    page.get_by_label("Win back").fill("45")
    expect(bar).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("toast-stack")).to_contain_text("Saved.")
    expect(page.get_by_label("Win back")).to_have_value("45")


def test_a_day_is_closed_by_its_tick(company, enter, page):
    enter(company, "/settings/sending-rules")
    monday = page.get_by_role("group", name="Monday")
    expect(monday.get_by_label("Monday: from")).to_be_visible()
    monday.get_by_role("checkbox").uncheck()
    expect(monday.get_by_label("Monday: from")).to_be_hidden()
    expect(monday).to_contain_text("Closed")


def test_the_store_switcher_opens_and_switches(company, enter, page, store):
    MembershipFactory(store=StoreFactory(name="Second shop"), user=company.membership.user)
    enter(company)
    page.get_by_role("button", name=store.name).click()
    page.get_by_role("menuitemradio", name="Second shop").click()
    expect(page).to_have_title("Home · Second shop")


def test_a_colleague_is_invited_from_the_drawer(company, enter, page, axe):
    enter(company, "/settings/team")
    page.get_by_role("link", name="Invite").click()
    drawer = page.locator("#drawer")
    drawer.get_by_role("textbox", name="E-mail").fill("mara@example.com")
    axe()
    drawer.get_by_text("Marketer").click()
    drawer.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("button", name="Revoke mara@example.com")).to_be_visible()
