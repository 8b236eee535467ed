"""Signing in as a person does it: mailbox, authenticator app and passkey included."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import expect

from accounts.services import add_person
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "brisk otters paddle north"


@pytest.fixture
def site(page, live_server, settings):
    settings.SIGNUP_OPEN = True
    settings.PUBLIC_BASE_URL = live_server.url

    def go(path):
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def ana(store):
    user = add_person(email=f"ana{time.time_ns()}@example.com", name="Ana Silva", password=PASSWORD)
    MembershipFactory(store=store, user=user)
    return user


def sign_in(page, user):
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of(secret: str, steps_ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead))


def newest_mail_for(address):
    return next(message for message in reversed(mail.outbox) if address in message.to)


SIGNED_OUT = (
    "sign-in",
    "sign-up",
    "password/forgotten",
    "password/forgotten/sent",
    "password/reset/1-x",
    "blocked",
)
SIGNED_IN = ("security", "email", "password", "app", "passkeys/add", "sessions", "sign-out", "again")


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_pages_at_the_door_look_right(site, look, axe, fits, shot, path):
    site(f"/account/{path}")
    shot(f"signin-{path.replace('/', '-')}-{look}")
    axe()
    fits()


@pytest.mark.parametrize("path", SIGNED_IN)
def test_own_pages_look_right(site, look, ana, axe, fits, shot, path):
    sign_in(site("/account/sign-in"), ana)
    site(f"/account/{path}")
    shot(f"own-{path.replace('/', '-')}-{look}")
    axe()
    fits()


def test_from_signing_up_to_signing_in_with_two_steps(site, page, axe, fits, shot):
    site("/account/sign-up")
    page.get_by_label("Your name").fill("Bea Costa")
    page.get_by_label("Store name").fill("Costa Ceramics")
    page.get_by_label("Work e-mail").fill("bea@costa.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(page.get_by_text("Strong.")).to_be_visible()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    shot("signup-filled")
    page.get_by_role("button", name="Open the store").click()

    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    shot("signup-confirm")
    axe()
    page.get_by_label("Code").fill("WRNG-WRNG")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This code is not right.")).to_be_visible()
    code = newest_mail_for("bea@costa.example").subject.split()[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Costa Ceramics").first).to_be_visible()

    site("/account/security")
    page.get_by_role("link", name="Add an authenticator app").click()
    page.get_by_text("Cannot scan it?").click()
    expect(page.locator(".secret-key")).to_be_visible()
    secret = page.locator(".secret-key").inner_text()
    first_code = code_of(secret)
    page.get_by_label("Code from the app").fill(first_code)
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    expect(page.locator("#recovery-codes code")).to_have_count(10)
    shot("recovery-codes")
    axe()
    fits()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    codes = download.value.path().read_text().split()
    assert codes == page.locator("#recovery-codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    shot("own-security-with-app")

    site("/account/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill("bea@costa.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    shot("second-step")
    axe()
    page.get_by_label("Code").fill(first_code)  # spent when the app was added
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("was used before")).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret, steps_ahead=1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Costa Ceramics").first).to_be_visible()


@pytest.fixture
def fingerprint(page):
    """A phone's worth of authenticator in the browser: keeps passkeys, always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_added_renamed_used_and_removed(site, page, ana, fingerprint, axe, fits, shot):
    sign_in(site("/account/sign-in"), ana)
    site("/account/passkeys/add")
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator(".sub-row")).to_contain_text("Laptop")
    shot("own-security-with-passkey")
    axe()
    page.get_by_role("link", name="Rename Laptop").click()
    page.get_by_label("Name").fill("Studio laptop")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".sub-row")).to_contain_text("Studio laptop")

    site("/account/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Ana Silva").first).to_be_visible()

    site("/account/sign-out")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, ana)
    shot("second-step-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Ana Silva").first).to_be_visible()

    site("/account/security")
    page.get_by_role("link", name="Remove Studio laptop").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="Sign-in and security")).to_be_visible()
    expect(page.locator(".sub-row")).to_have_count(0)


def test_a_forgotten_password_is_replaced_by_mail(site, page, ana):
    site("/account/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill(ana.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    link = next(line for line in newest_mail_for(ana.email).body.split() if "/password/reset/" in line)
    page.goto(link)
    page.get_by_label("New password").fill("seven quiet herons wade")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
