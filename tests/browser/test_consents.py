"""What people agree to, as staff and they themselves see it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core.actors import SYSTEM
from customers import services
from customers.consent_links import token_of
from customers.models import Method
from customers.services import Told
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(store):
    ana = CustomerFactory(store=store, first_name="Ana", last_name="Ruiz", email="ana@example.com")
    services.add_topic(
        store=store,
        name="Trail notes",
        text="Routes and how to care for your gear.",
        by=SYSTEM,
        now=timezone.now(),
    )
    told = Told(
        customer=ana,
        word="given",
        method=Method.CHECKOUT,
        channel="email",
        wording="Yes, send me news and offers by e-mail.",
        form="Checkout",
        ip="203.0.113.9",
    )
    services.record_consent(told=told, by=SYSTEM, now=timezone.now())
    return ana


def test_write_down_a_refusal_and_take_the_slip_back(look, enter, owner, ana, axe, shot):
    page = enter(owner, f"/customers/{ana.public_id}")
    panel = page.locator("#panel-consents")
    expect(panel.get_by_text("Agreed")).to_be_visible()
    panel.scroll_into_view_if_needed()
    panel.get_by_role("link", name="Write down").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("refuse").check()
    drawer.get_by_label("To", exact=True).select_option(label="News and offers by e-mail")
    shot(f"consent-form-{look}", full_page=False)
    axe()
    drawer.get_by_role("button", name="Write down").click()
    expect(panel.get_by_text("Refused")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(panel.get_by_text("Agreed")).to_be_visible()
    panel.get_by_role("link", name="Every word").click()
    expect(drawer.get_by_text("Taken back as a slip")).to_be_visible()
    shot(f"consent-ledger-{look}", full_page=False)
    axe()


def test_a_person_changes_their_mind_on_their_own_page(look, page, live_server, ana, axe, fits, shot):
    page.goto(live_server.url + reverse("own-consents", args=[token_of(ana)]))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Your choices at {ana.store.name}")
    shot(f"own-consents-{look}")
    axe()
    fits()
    page.get_by_role("switch", name="News and offers by e-mail").uncheck()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_text("Saved. It holds from now on.")).to_be_visible()
    assert ana.consents.get(channel="email").word == "withdrawn"


def test_topics_are_added_and_listed(look, enter, owner, ana, axe, fits, shot):
    page = enter(owner, "/settings/topics")
    page.get_by_role("link", name="Add topic").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Name").fill("New arrivals")
    drawer.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="New arrivals")).to_be_visible()
    shot(f"topics-{look}")
    axe()
    fits()
