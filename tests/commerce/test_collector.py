"""/t: what a visitor's browser delivers, and everything that is refused there."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commerce.models import StorefrontKey, Visit, Visitor
from core.models import EventRecord, OutboxEntry, StoreSettings
from tests.commerce.visitors import AGENT, CLOCK, deliver, event, post
from tests.factories import CustomerFactory, ProductFactory, StorefrontKeyFactory


@pytest.fixture
def key(store):
    cache.clear()
    return StorefrontKeyFactory(store=store)


def nothing_was_written():
    return not (
        EventRecord.objects.filter(actor_kind="visitor").exists()
        or Visitor.objects.exists()
        or Visit.objects.exists()
        or StorefrontKey.objects.exclude(last_used_at=None).exists()
    )


def test_a_page_and_a_product_become_a_visit_with_two_events(key):
    boots = ProductFactory(store=key.store, external_id="boots-1", name="Trail Boots")
    touch = {"source": "news", "medium": "email", "campaign": "autumn", "referrer": "", "landing": "/"}

    answer = deliver(
        key, event("page", ago=2000, touch=touch), event("product", path="/p/boots", product="boots-1")
    )

    assert answer.status_code == 204
    visit = Visit.objects.get()
    assert (visit.pages, visit.events, visit.device) == (1, 2, "desktop")
    assert (visit.source, visit.medium, visit.campaign, visit.landing) == ("news", "email", "autumn", "/")
    assert visit.ended_at - visit.started_at == timedelta(seconds=2)
    assert (visit.visitor.key, visit.visitor.source) == ("visitor-1", "news")
    page, product = EventRecord.objects.filter(actor_kind="visitor").order_by("happened_at")
    assert (page.name, page.subject_id, page.payload["path"]) == ("commerce.page_viewed", visit.pk, "/")
    assert (product.name, product.subject_label) == ("commerce.product_viewed", "Trail Boots")
    assert (product.payload["product_id"], product.payload["product"]) == (boots.pk, "boots-1")


def test_neither_address_nor_browser_is_kept(key):
    deliver(key, event())
    record = EventRecord.objects.get(actor_kind="visitor")
    assert (record.ip, record.user_agent, record.request_id) == (None, "", "")


def test_what_nobody_is_known_to_have_done_is_told_to_no_handler(key):
    deliver(key, event())
    assert not OutboxEntry.objects.exists()


def test_a_known_visitors_events_are_the_customers(key):
    customer = CustomerFactory(store=key.store)
    now = timezone.now()
    key.store.visitors.create(key="visitor-1", customer=customer, first_seen_at=now, last_seen_at=now)

    deliver(key, event())

    record = EventRecord.objects.get(actor_kind="visitor")
    assert record.customer_id == Visit.objects.get().customer_id == customer.pk
    assert OutboxEntry.objects.get().event_id == record.pk


def test_a_delivery_sent_twice_counts_once(key):
    events = [event("page", id="one-id"), event("search", id="other-id", term="boots")]
    deliver(key, *events)
    deliver(key, *events, event("page", id="third-id"))

    assert EventRecord.objects.filter(actor_kind="visitor").count() == 3
    assert list(Visit.objects.values_list("pages", "events")) == [(2, 3)]


def test_an_event_twice_in_one_delivery_counts_once(key):
    deliver(key, event(id="same-id"), event(id="same-id"))
    assert EventRecord.objects.filter(actor_kind="visitor").count() == 1
    assert Visit.objects.get().events == 1


def test_two_browsers_may_use_the_same_event_id(key):
    deliver(key, event(id="same-id"))
    deliver(key, event(id="same-id"), visitor="visitor-2")
    assert EventRecord.objects.filter(actor_kind="visitor").count() == 2


def test_late_events_find_their_visit_and_stretch_it(key):
    deliver(key, event(ago=60_000))
    deliver(key, event(ago=600_000))
    visit = Visit.objects.get()
    assert visit.ended_at - visit.started_at == pytest.approx(timedelta(minutes=9), abs=timedelta(seconds=5))


def test_the_first_touch_stays_and_each_visit_has_its_own(key):
    ads = {"source": "ads", "medium": "cpc", "campaign": "x", "referrer": "", "landing": "/a"}
    mail = {"source": "mail", "medium": "email", "campaign": "y", "referrer": "", "landing": "/b"}
    deliver(key, event(visit="visit-two-2", touch=mail))
    deliver(key, event(visit="visit-one-1", ago=3_600_000, touch=ads))

    assert Visitor.objects.get().source == "ads"
    assert list(Visit.objects.order_by("started_at").values_list("source", flat=True)) == ["ads", "mail"]


def test_a_wrong_clock_in_the_browser_does_no_harm(key):
    deliver(key, event(ago=-5_000_000), event(ago=90 * 24 * 3600 * 1000))
    ages = [timezone.now() - at for at in EventRecord.objects.values_list("happened_at", flat=True)]
    assert min(ages) < timedelta(minutes=1)
    assert timedelta(days=7) <= max(ages) < timedelta(days=7, minutes=1)


def test_an_event_that_cannot_be_read_costs_no_other(key):
    deliver(
        key,
        {"n": "page"},
        "no event",
        event("page", id="x"),
        event("page", nested={"a": "\x00"}),
        event("page", long="x" * 5000),
        event("<script>"),
        event("quiz_done", score=7),
    )
    record = EventRecord.objects.get(actor_kind="visitor")
    assert (record.name, record.payload["event"]) == ("commerce.custom_event", "quiz_done")
    assert record.payload["properties"] == {"score": 7}


def test_what_a_field_cannot_hold_is_kept_beside_it(key):
    deliver(key, event("cart", product="x", quantity="many", value=12.5))
    payload = EventRecord.objects.get(actor_kind="visitor").payload
    assert (payload["value"], payload["quantity"]) == ("12.50", None)
    assert payload["properties"] == {"quantity": "many"}


def test_the_key_remembers_when_it_was_last_used(key):
    deliver(key, event("product", path="/p/boots", product="b"))
    key.refresh_from_db()
    assert key.last_event == "product /p/boots"
    assert timezone.now() - key.last_used_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://shop.example", "https://shop.example:444"]
)
def test_another_origin_is_refused_and_nothing_written(key, origin):
    answer = deliver(key, event(), origin=origin)
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer
    assert nothing_was_written()


@pytest.mark.parametrize("name", ["", "rgs_unknown", "x" * 300, "\x00"])
def test_an_unknown_key_is_refused_and_nothing_written(key, name):
    assert post(name, json.dumps({"v": "visitor-1", "t": CLOCK, "e": [event()]})).status_code == 403
    assert nothing_was_written()


def test_a_revoked_key_is_refused_and_nothing_written(key):
    StorefrontKey.objects.update(revoked_at=timezone.now())
    assert deliver(key, event()).status_code == 403
    assert nothing_was_written()


def test_a_closed_store_collects_nothing(key):
    key.store.closed_at = timezone.now()
    key.store.save()
    assert deliver(key, event()).status_code == 403
    assert nothing_was_written()


def test_where_the_area_of_orders_is_off_nothing_is_collected(key):
    StoreSettings.objects.create(store=key.store, group="areas", values={"switched_off": ["orders"]})
    assert deliver(key, event()).status_code == 403
    assert nothing_was_written()


def test_before_consent_nothing_is_written(key):
    StorefrontKey.objects.update(mode="consent")
    assert deliver(key, event()).status_code == 204
    assert nothing_was_written()
    deliver(key, event(), consent=1)
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"dnt": "1"},
        {"sec-gpc": "1"},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": ""},
    ],
)
def test_who_asks_not_to_be_tracked_and_programs_leave_no_trace(key, headers):
    assert deliver(key, event(), consent=1, **headers).status_code == 204
    assert nothing_was_written()


def test_a_key_switched_off_writes_nothing(key):
    StorefrontKey.objects.update(mode="off")
    assert deliver(key, event(), consent=1).status_code == 204
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 411),
        ("not json", 400),
        ("[1]", 400),
        ("[" * 60_000, 400),
        ('{"v": "visitor-1", "t": NaN, "e": []}', 400),
        ('{"v": "short", "t": 1, "e": []}', 400),
        ('{"v": "visitor-1", "t": true, "e": []}', 400),
        (
            '{"v": "visitor-1", "t": 1e400, "e": []}',
            400,
        ),
        (b"\xff\xfe", 400),
        ("x" * (64 * 1024 + 1), 413),
    ],
)
def test_bodies_that_no_script_of_ours_sends(key, body, status):
    answer = post(key.key, body)
    assert answer.status_code == status
    assert nothing_was_written()


def test_more_than_a_hundred_events_are_refused(key):
    assert deliver(key, *[event() for _ in range(101)]).status_code == 400
    assert nothing_was_written()


def test_one_address_cannot_flood(key, monkeypatch):
    monkeypatch.setattr("commerce.views.collector.PER_ADDRESS", 2)
    answers = [deliver(key, event()).status_code for _ in range(3)]
    assert answers == [204, 204, 429]
    assert EventRecord.objects.filter(actor_kind="visitor").count() == 2


def test_the_shops_pages_may_read_the_answer_and_no_others(key):
    answer = deliver(key, event())
    assert answer["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Origin" in answer["Vary"]
    assert not answer.cookies


def test_a_preflight_is_answered_for_the_keys_origins(key):
    sent = {"origin": "https://shop.example", "access-control-request-method": "POST", "user-agent": AGENT}
    answer = Client().options(f"/t?k={key.key}", headers=sent)
    assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (204, "POST")
    foreign = Client().options(f"/t?k={key.key}", headers=sent | {"origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert "Access-Control-Allow-Origin" not in foreign


def test_the_script_is_small_and_the_same_for_every_shop(db):
    answer = Client().get("/t.js", headers={"accept-encoding": "gzip"})
    body = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    assert len(body) <= 4096
    assert answer["Cache-Control"].startswith("public, max-age=3600")
    assert "Cookie" not in answer.get("Vary", "")


def test_a_delivery_asks_the_database_little(key, at_most):
    deliver(key, event())
    with at_most(12):
        deliver(key, *[event("product", product=f"p{n}") for n in range(20)])
