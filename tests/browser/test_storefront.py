"""The script in a shop's page, on an origin of its own, in a real browser."""

import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.cache import cache

from commerce.models import Visit, Visitor
from core.models import EventRecord
from tests.factories import ProductFactory, StorefrontKeyFactory

STUB = "window.regulars = window.regulars || function () { (regulars.q = regulars.q || []).push(arguments) }"
SHOP = """<!doctype html><title>{title}</title><script>{stub}</script>
<script async src="{script}" data-key="{key}" {more}></script>
<h1>{title}</h1><form data-regulars-form="newsletter" onsubmit="return false"><button>Send</button></form>"""


class ShopPage(BaseHTTPRequestHandler):
    def __init__(self, shop, *args):
        self.shop = shop
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.shop.html.encode())

    def log_message(self, *args):
        pass


class Shop:
    """A web server of its own: another port is another origin."""

    def __init__(self, live_server):
        self.script = f"{live_server.url}/t.js"
        self.html = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(ShopPage, self))
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def shows(self, key, more="", title="Boots"):
        self.html = SHOP.format(title=title, stub=STUB, script=self.script, key=key.key, more=more)


@pytest.fixture
def shop(live_server, monkeypatch):
    # A beacon of a page that goes says what the browser really is: one driven by a program.
    monkeypatch.setattr("commerce.views.collector.is_program", lambda agent: False)
    cache.clear()
    shop = Shop(live_server)
    yield shop
    shop.server.shutdown()
    shop.server.server_close()


@pytest.fixture
def visitor(browser):
    """Somebody who never was here, outside the pages' own net of console errors."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def key(store, shop):
    return StorefrontKeyFactory(store=store, origins=[shop.origin], mode="consent")


def arrived(count):
    """The events by name, once so many have come."""
    until = time.monotonic() + 8
    while time.monotonic() < until:
        names = list(EventRecord.objects.filter(actor_kind="visitor").values_list("name", flat=True))
        if len(names) >= count:
            break
        time.sleep(0.1)
    return sorted(name.removeprefix("commerce.") for name in names)


def test_nothing_is_kept_or_sent_before_consent_and_everything_after(visitor, shop, key):
    ProductFactory(store=key.store, external_id="boots-1", name="Trail Boots")
    shop.shows(key)
    sent = []
    visitor.on("request", lambda request: sent.append(request.url) if "/t?" in request.url else None)
    visitor.goto(f"{shop.origin}/boots?utm_source=news&utm_medium=email&secret=1")
    visitor.evaluate("regulars('product', {product: 'boots-1'})")
    visitor.wait_for_timeout(2500)
    assert sent == []
    assert visitor.evaluate("Object.keys(localStorage).length") == 0
    assert not Visitor.objects.exists()

    visitor.evaluate("regulars('consent', 'grant')")
    visitor.evaluate("regulars('cart', {product: 'boots-1', quantity: 1, value: 129})")
    visitor.get_by_role("button", name="Send").click()

    assert arrived(4) == ["cart_changed", "form_sent", "page_viewed", "product_viewed"]
    visit = Visit.objects.get()
    assert (visit.source, visit.medium, visit.landing, visit.pages) == ("news", "email", "/boots", 1)
    product = EventRecord.objects.get(name="commerce.product_viewed")
    assert product.subject_label == "Trail Boots"
    assert "secret" not in str(list(EventRecord.objects.values_list("payload", flat=True)))

    visitor.evaluate("regulars('consent', 'revoke')")
    assert visitor.evaluate("Object.keys(localStorage).length") == 0
    visitor.evaluate("regulars('search', 'boots')")
    visitor.wait_for_timeout(2000)
    assert len(arrived(4)) == 4


def test_leaving_the_page_sends_what_is_left_and_the_next_page_is_the_same_visit(visitor, shop, key):
    key.mode = "always"
    key.save()
    shop.shows(key, 'data-consent="off"')
    visitor.goto(f"{shop.origin}/a")
    visitor.wait_for_function("!regulars.q")
    visitor.goto(f"{shop.origin}/b")
    assert arrived(2) == ["page_viewed", "page_viewed"]
    assert (Visit.objects.get().pages, Visit.objects.get().device) == (2, "desktop")


def test_what_cannot_be_sent_waits_for_the_connection(visitor, shop, key):
    key.mode = "always"
    key.save()
    shop.shows(key, 'data-consent="off"')
    visitor.goto(f"{shop.origin}/a")
    assert arrived(1) == ["page_viewed"]
    visitor.context.set_offline(True)
    visitor.evaluate("regulars('quiz_done', {score: 7})")
    visitor.wait_for_timeout(2000)
    assert arrived(1) == ["page_viewed"]
    visitor.context.set_offline(False)
    assert arrived(2) == ["custom_event", "page_viewed"]


def test_a_shop_that_changes_pages_without_loading_them(visitor, shop, key):
    key.mode = "always"
    key.save()
    shop.shows(key, 'data-consent="off" data-spa')
    visitor.goto(f"{shop.origin}/a")
    visitor.wait_for_function("!regulars.q")
    visitor.evaluate("history.pushState({}, '', '/b')")
    visitor.evaluate("history.pushState({}, '', '/b?page=2')")
    assert arrived(2) == ["page_viewed", "page_viewed"]
    paths = EventRecord.objects.order_by("happened_at", "pk").values_list("payload__path", flat=True)
    assert list(paths) == ["/a", "/b"]


@pytest.mark.parametrize(
    "wish",
    [
        "Object.defineProperty(Navigator.prototype, 'doNotTrack', {get: () => '1'})",
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})",
    ],
)
def test_who_asks_not_to_be_tracked_is_not(visitor, shop, key, wish):
    key.mode = "always"
    key.save()
    shop.shows(key, 'data-consent="off"')
    sent = []
    visitor.on("request", lambda request: sent.append(request.url) if "/t?" in request.url else None)
    visitor.add_init_script(wish)
    visitor.goto(f"{shop.origin}/a")
    visitor.evaluate("regulars('consent', 'grant'); regulars('product', 'boots-1')")
    visitor.wait_for_timeout(2500)
    assert sent == []
    assert visitor.evaluate("Object.keys(localStorage).length") == 0


def test_a_page_on_a_wrong_origin_writes_nothing_and_works_on(visitor, shop, key):
    key.origins, key.mode = ["https://shop.example"], "always"
    key.save()
    shop.shows(key, 'data-consent="off"')
    faults = []
    visitor.on("pageerror", lambda error: faults.append(str(error)))
    with visitor.expect_event("requestfailed", lambda request: "/t?" in request.url):
        visitor.goto(f"{shop.origin}/a")
    assert faults == []
    assert not Visitor.objects.exists()


def test_without_storage_and_without_server_the_shop_works_on(visitor, shop, key):
    shop.script = "http://127.0.0.1:9/t.js"
    shop.shows(key)
    faults = []
    visitor.on("pageerror", lambda error: faults.append(str(error)))
    visitor.goto(f"{shop.origin}/a")
    visitor.evaluate("regulars('product', 'x'); regulars('identify', null); regulars()")
    assert visitor.get_by_role("heading", name="Boots").is_visible()
    assert faults == []


def test_the_settings_page(owner, key, enter, look, axe, shot, fits):
    page = enter(owner, f"/settings/storefront/{key.public_id}")
    axe()
    fits()
    shot(f"storefront-key-{look}")
    page.goto(page.url.rpartition("/")[0])
    axe()
    fits()
    shot(f"storefront-keys-{look}")
