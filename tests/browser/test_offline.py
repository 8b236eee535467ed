"""Without a connection the browser shows our page, and goes on where it was."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(browser, live_server):
    context = browser.new_context(service_workers="allow", base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_a_page_that_cannot_be_reached_gives_way_to_ours(visitor):
    visitor.goto("/account/sign-in")
    visitor.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visitor.context.set_offline(True)

    visitor.goto("/account/password-reset")
    expect(visitor.get_by_role("heading", name="No connection")).to_be_visible()

    visitor.context.set_offline(False)
    visitor.get_by_role("button", name="Try again").click()
    expect(visitor.get_by_role("heading", name="No connection")).to_be_hidden()


def test_what_is_kept_holds_nothing_of_a_store(owner, store):
    page = owner.get("/offline")
    assert store.name not in page.content.decode()
    assert "csrf" not in page.content.decode().lower()
    assert owner.get("/offline-worker.js")["Content-Type"].startswith("text/javascript")
