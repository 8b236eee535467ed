"""Requests about people's data, as a person answers them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from privacy import services
from privacy.models import PrivacyRequest
from tests.factories import CustomerFactory, NoteFactory, OrderFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(store, owner):
    """Three people: one waits, one is late, one is to be erased."""
    who, now = {"by": owner.membership.actor}, timezone.now()
    made = []
    for name, kind, days in (("Ana", "access", 2), ("Bea", "erasure", 12), ("Carla", "access", 41)):
        customer = CustomerFactory(store=store, first_name=name, last_name="Ruiz")
        NoteFactory(customer=customer)
        OrderFactory(store=store, customer=customer)
        made.append(
            services.receive_request(
                store=store,
                customer=customer,
                kind=kind,
                note="Please send me all you have.",
                received_on=(now - timedelta(days=days)).date(),
                now=now,
                **who,
            )
        )
    services.check_identity(request=made[1], how="Rang back her number", now=now, **who)
    return made


def test_the_log_looks_right(look, enter, owner, asked, axe, fits, shot):
    enter(owner, "/privacy")
    shot(f"privacy-{look}")
    axe()
    fits()


def test_a_request_looks_right(look, enter, owner, asked, axe, fits, shot):
    enter(owner, f"/privacy/{asked[2].public_id}")
    shot(f"privacy-request-{look}")
    axe()
    fits()


def test_the_last_question_looks_right(look, enter, owner, asked, axe, fits, shot):
    enter(owner, f"/privacy/{asked[1].public_id}/erase")
    shot(f"privacy-erase-{look}")
    axe()
    fits()


def test_the_retention_page_looks_right(look, enter, owner, asked, axe, fits, shot):
    page = enter(owner, "/privacy/retention")
    page.get_by_label("Carts that became no order").fill("30")
    page.get_by_role("button", name="What would go?").click()
    expect(page.get_by_text("which are not saved yet")).to_be_visible()
    shot(f"privacy-retention-{look}")
    axe()
    fits()


def test_from_a_profile_to_erased(enter, owner, store, asked, axe, shot):
    customer = CustomerFactory(store=store, first_name="Dora", last_name="Ruiz")
    page = enter(owner, f"/customers/{customer.public_id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Erase").click()
    drawer = page.get_by_role("dialog", name="Take down a request")
    expect(drawer.get_by_label("Wants to be erased")).to_be_checked()
    shot("privacy-drawer", full_page=False)
    axe()
    drawer.get_by_role("button", name="Take down").click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    page.get_by_role("link", name="I have checked it").click()
    page.get_by_label("How do you know").fill("She stood before me with her passport")
    page.get_by_role("button", name="Identity checked").click()
    page.get_by_role("link", name="Erase", exact=True).click()
    page.get_by_label("to confirm").fill("Somebody Else")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.locator(".field-error")).to_contain_text("another name")
    page.get_by_label("to confirm").fill("dora ruiz")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", name="What was erased")).to_be_visible()
    shot("privacy-erased")
    axe()
    customer.refresh_from_db()
    assert customer.is_erased
    assert PrivacyRequest.objects.get(customer=customer).state == "done"
