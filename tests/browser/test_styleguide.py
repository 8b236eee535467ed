"""The visual test: every component in every state, in both themes, wide and narrow."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guide(page, live_server):
    page.goto(f"{live_server.url}/styleguide")
    expect(page.locator(".chart-box canvas")).to_have_count(2)
    return page


def test_the_guide_is_sound(look, guide, axe, fits, shot):
    shot(f"styleguide-{look}")
    axe()
    fits()
