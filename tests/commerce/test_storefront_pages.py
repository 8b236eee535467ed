"""/settings/storefront, and the visits on a customer's page."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from commerce.models import StorefrontKey
from commerce.services.storefront_keys import CannotMakeStorefrontKey, make_storefront_key, origin_of
from core.actors import SYSTEM
from core.models import EventRecord
from tests.commerce.visitors import deliver, event
from tests.conftest import make_stale
from tests.factories import CustomerFactory, StorefrontKeyFactory

FORM = {"name": "Web shop", "origins": "https://Shop.example/\nhttps://www.shop.example", "mode": "consent"}


@pytest.fixture
def key(store):
    cache.clear()
    return StorefrontKeyFactory(store=store)


def page(key, tail=""):
    return f"/settings/storefront/{key.public_id}{tail}"


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ("https://shop.example", "https://shop.example"),
        (" HTTPS://Shop.Example:443/p?q#a ", "https://shop.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://müller.example", "https://xn--mller-kva.example"),
        ("http://[::1]:81/", "http://[::1]:81"),
        ("shop.example", ""),
        ("https://*.shop.example", ""),
        ("https://user@shop.example", ""),
        ("javascript:alert(1)", ""),
        ("https://shop.example:99999", ""),
        ("null", ""),
        ("", ""),
    ],
)
def test_an_origin_is_written_as_browsers_do(told, origin):
    assert origin_of(told) == origin


def test_a_key_is_made_and_its_snippet_shown(owner, store):
    answer = owner.post("/settings/storefront/add", FORM, follow=True)
    key = store.storefrontkeys.get()
    assert key.origins == ["https://shop.example", "https://www.shop.example"]
    assert key.mode == "consent"
    text = answer.content.decode()
    assert f'data-key="{key.key}"' in text
    assert "/t.js" in text
    assert "data-consent" not in text
    assert EventRecord.objects.filter(name="commerce.storefront_key_made", subject_id=key.pk).exists()


@pytest.mark.parametrize("origins", ["", "shop.example", "https://*.shop.example"])
def test_a_key_needs_addresses_a_browser_knows(owner, store, origins):
    assert owner.post("/settings/storefront/add", FORM | {"origins": origins}).status_code == 422
    assert not store.storefrontkeys.exists()


def test_a_store_has_at_most_twenty_keys_in_use(store):
    for _ in range(20):
        StorefrontKeyFactory(store=store)
    told = {"name": "One more", "origins": ["https://shop.example"], "mode": "consent"}
    with pytest.raises(CannotMakeStorefrontKey):
        make_storefront_key(store=store, by=SYSTEM, now=timezone.now(), **told)
    assert store.storefrontkeys.count() == 20


def test_changing_a_key_says_what_changed(owner, key):
    owner.post(page(key), FORM | {"mode": "off"})
    key.refresh_from_db()
    assert (key.name, key.mode) == ("Web shop", "off")
    changes = EventRecord.objects.get(name="commerce.storefront_key_changed").changes
    assert changes["mode"] == ["always", "off"]


def test_a_wrong_address_changes_nothing(owner, key):
    assert owner.post(page(key), FORM | {"origins": "nowhere"}).status_code == 422
    key.refresh_from_db()
    assert key.origins == ["https://shop.example"]


def test_revoking_ends_the_key(owner, key):
    owner.post(page(key, "/revoke"))
    assert deliver(key, event()).status_code == 403
    assert owner.post(page(key), FORM).status_code == 422
    assert StorefrontKey.objects.get().name == "Shop"


def test_the_secret_is_shown_once_and_kept_sealed(owner, key):
    text = owner.post(page(key, "/secret")).content.decode()
    key.refresh_from_db()
    secret = key.identity_secret.reveal()
    assert secret.startswith("rgi_")
    assert secret in text
    assert secret not in owner.get(page(key)).content.decode()
    assert secret not in str(EventRecord.objects.values_list("payload", "changes"))


def test_the_secret_asks_who_signed_in_long_ago_again(owner, key):
    make_stale(owner)
    assert owner.post(page(key, "/secret")).status_code == 302
    key.refresh_from_db()
    assert not key.identity_secret


def test_a_sign_of_life_appears_as_soon_as_something_came(owner, key):
    assert "Nothing yet" in owner.get(page(key, "/life")).content.decode()
    deliver(key, event("product", path="/p/boots", product="b"))
    assert "product /p/boots" in owner.get(page(key, "/life")).content.decode()


def test_who_may_only_look_changes_nothing(agent, key):
    text = agent.get(page(key)).content.decode()
    assert "Revoke" not in text
    for tail in ("", "/secret", "/revoke"):
        assert agent.post(page(key, tail), FORM).status_code == 403
    assert StorefrontKey.objects.get().revoked_at is None


def test_another_stores_key_is_not_there(stranger, key):
    assert stranger.get(page(key)).status_code == 404


def test_a_customers_page_tells_of_visits(owner, key, at_most):
    ana = CustomerFactory(store=key.store)
    now = timezone.now()
    key.store.visitors.create(key="visitor-1", customer=ana, first_seen_at=now, last_seen_at=now)
    touch = {"source": "news", "medium": "email", "campaign": "autumn", "referrer": "", "landing": "/"}
    deliver(key, event("page", touch=touch, title="Boots that last"))
    with at_most(12):
        text = owner.get(f"/customers/{ana.public_id}/visits").content.decode()
    assert "1 visit" in text
    assert "news / email" in text
    assert "Boots that last" in text


def test_the_timeline_tells_of_products_and_not_of_every_page(owner, key):
    ana = CustomerFactory(store=key.store)
    now = timezone.now()
    key.store.visitors.create(key="visitor-1", customer=ana, first_seen_at=now, last_seen_at=now)
    deliver(key, event("page", title="Boots that last"), event("product", product="Trail Boots"))
    text = owner.get(f"/customers/{ana.public_id}/timeline").content.decode()
    assert "Looked at <b>Trail Boots</b>" in text
    assert "Boots that last" not in text


def test_a_customer_without_visits(owner, store):
    ana = CustomerFactory(store=store)
    assert "No visits are known" in owner.get(f"/customers/{ana.public_id}/visits").content.decode()
