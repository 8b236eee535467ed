"""An unnamed browser becomes a customer's, with what it did before."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from commerce.models import CustomerEventStat, Visit, Visitor
from commerce.services.identity import Identity, sign
from commerce.services.sightings import VISITOR
from commerce.services.stitching import stitch_visitors
from commerce.services.storefront_keys import make_identity_secret
from core.actors import SYSTEM
from core.events.relay import relay
from core.models import EventRecord
from customers.models import Customer, CustomerMetrics, ExternalId
from tests.commerce.visitors import deliver, event
from tests.factories import CustomerFactory, StorefrontKeyFactory


@pytest.fixture
def key(store):
    cache.clear()
    return StorefrontKeyFactory(store=store)


@pytest.fixture
def secret(key):
    told = make_identity_secret(key=key, by=SYSTEM, now=timezone.now())
    key.refresh_from_db()
    return told


@pytest.fixture
def ana(store):
    return CustomerFactory(store=store, email="ana@example.com")


def proof(secret, *, id="", email="", at=None):
    at = int(time.time()) if at is None else at
    signature = sign(Identity(external_id=id, email=email, at=at), secret)
    return {"id": id, "email": email, "at": at, "signature": signature}


def stitch(key, owners):
    return stitch_visitors(store=key.store, owners=owners, by_means_of="order", by=SYSTEM, now=timezone.now())


def owners_of_events():
    return list(
        EventRecord.objects.filter(actor_kind="visitor", name__endswith="_viewed")
        .order_by("happened_at", "pk")
        .values_list("customer_id", flat=True)
    )


def counts(customer):
    rows = CustomerEventStat.objects.filter(customer=customer).order_by("name")
    return dict(rows.values_list("name", "count"))


def test_the_past_becomes_the_customers(key, ana):
    deliver(key, event("page", ago=5000), event("product", product="b"), event("quiz_done"))

    assert stitch(key, {"visitor-1": ana.pk}) == 1

    assert Visitor.objects.get().customer == ana
    assert Visit.objects.get().customer == ana
    assert owners_of_events() == [ana.pk, ana.pk]
    assert counts(ana) == {
        "commerce.page_viewed": 1,
        "commerce.product_viewed": 1,
        "custom:quiz_done": 1,
    }
    figures = CustomerMetrics.objects.get(customer=ana)
    assert figures.visits_90d == 1
    assert figures.last_viewed_at == figures.last_seen_at > timezone.now() - timedelta(minutes=1)
    assert figures.last_carted_at is None
    assert figures.lifecycle_stage == "consideration"


def test_it_is_told_once_with_how_much_came_along(key, ana):
    deliver(key, event(), event())
    stitch(key, {"visitor-1": ana.pk})
    stitch(key, {"visitor-1": ana.pk})

    news = EventRecord.objects.get(name="commerce.visitor_recognised")
    assert news.customer_id == ana.pk
    assert (news.payload["visits"], news.payload["events"], news.payload["by_means_of"]) == (1, 2, "order")
    assert counts(ana) == {"commerce.page_viewed": 2}


def test_the_relay_counts_what_comes_after_and_the_past_only_once(key, ana):
    deliver(key, event())
    stitch(key, {"visitor-1": ana.pk})
    deliver(key, event(), event("cart", product="b", visit="visit-two-2"))
    relay()
    relay()

    assert counts(ana) == {"commerce.page_viewed": 2, "commerce.cart_changed": 1}
    figures = CustomerMetrics.objects.get(customer=ana)
    assert figures.visits_90d == 2
    assert figures.last_carted_at is not None


def test_an_order_may_name_a_visitor_before_its_events_come(key, ana):
    stitch(key, {"visitor-1": ana.pk})
    deliver(key, event())
    relay()
    assert owners_of_events() == [ana.pk]
    assert counts(ana) == {"commerce.page_viewed": 1}


def test_on_a_shared_computer_the_past_stays_whose_it_was(key, ana):
    ben = CustomerFactory(store=key.store)
    deliver(key, event(visit="visit-one-1"))
    stitch(key, {"visitor-1": ana.pk})
    stitch(key, {"visitor-1": ben.pk})
    deliver(key, event(visit="visit-two-2"))
    relay()

    assert owners_of_events() == [ana.pk, ben.pk]
    assert [v.customer for v in Visit.objects.order_by("pk")] == [ana, ben]
    assert (counts(ana), counts(ben)) == ({"commerce.page_viewed": 1}, {"commerce.page_viewed": 1})


def test_two_browsers_of_one_customer(key, ana):
    deliver(key, event())
    deliver(key, event(), visitor="visitor-2")
    assert stitch(key, {"visitor-1": ana.pk, "visitor-2": ana.pk}) == 2
    assert counts(ana) == {"commerce.page_viewed": 2}


def test_another_stores_customer_cannot_be_named(key):
    stranger = CustomerFactory()
    deliver(key, event())
    assert stitch(key, {"visitor-1": stranger.pk}) == 0
    assert Visitor.objects.get().customer is None
    assert owners_of_events() == [None]


def test_nothing_more_is_kept_of_an_erased_customer(key, ana):
    stitch(key, {"visitor-1": ana.pk})
    Customer.objects.filter(pk=ana.pk).update(status="erased")
    deliver(key, event())
    assert owners_of_events() == [None]
    assert stitch(key, {"visitor-9": ana.pk}) == 0


@pytest.mark.parametrize("named_by", ["id", "email", "both"])
def test_a_signed_identity_links_the_browser(key, secret, ana, named_by):
    ExternalId.objects.create(store=key.store, customer=ana, value="1001")
    who = {
        "id": {"id": "1001"},
        "email": {"email": "Ana@Example.com"},
        "both": {"id": "1001", "email": "ana@example.com"},
    }[named_by]
    deliver(key, event(ago=1000))
    deliver(key, who=proof(secret, **who))
    assert Visitor.objects.get().customer == ana
    assert owners_of_events() == [ana.pk]


def test_a_signed_stranger_to_us_is_added(key, secret):
    deliver(key, event(), who=proof(secret, id="77", email="new@example.com"))
    customer = Customer.objects.get()
    assert customer.email == "new@example.com"
    assert Visitor.objects.get().customer == customer


@pytest.mark.parametrize(
    "spoilt",
    [
        {"signature": ""},
        {"signature": "0" * 64},
        {"signature": "é" * 10},
        {"email": "other@example.com"},
        {"id": "1002"},
        {"at": 0},
        {"at": True},
        {"at": "soon"},
    ],
)
def test_an_identity_that_is_not_proven_links_nobody_and_changes_nobody(key, secret, ana, spoilt):
    ExternalId.objects.create(store=key.store, customer=ana, value="1001")
    before = Customer.objects.values().get()

    answer = deliver(key, event(), who=proof(secret, id="1001", email="ana@example.com") | spoilt)

    assert answer.status_code == 204
    assert Visitor.objects.get().customer is None
    assert owners_of_events() == [None]
    assert Customer.objects.values().get() == before
    assert not CustomerMetrics.objects.filter(customer=ana).exclude(last_seen_at=None).exists()


@pytest.mark.parametrize("age", [25 * 3600, -3600])
def test_a_signature_holds_for_a_day(key, secret, ana, age):
    deliver(key, event(), who=proof(secret, email="ana@example.com", at=int(time.time()) - age))
    assert Visitor.objects.get().customer is None


def test_another_keys_signature_proves_nothing(key, secret, ana):
    other = StorefrontKeyFactory(store=key.store)
    theirs = make_identity_secret(key=other, by=SYSTEM, now=timezone.now())
    deliver(key, event(), who=proof(theirs, email="ana@example.com"))
    assert Visitor.objects.get().customer is None


def test_a_new_secret_ends_the_old_one(key, secret, ana):
    make_identity_secret(key=key, by=SYSTEM, now=timezone.now())
    deliver(key, event(), who=proof(secret, email="ana@example.com"))
    assert Visitor.objects.get().customer is None


def test_without_a_secret_nothing_is_proven(key, ana):
    deliver(key, event(), who=proof("", email="ana@example.com"))
    assert Visitor.objects.get().customer is None


def test_what_a_browser_claims_is_noted_beside_it_and_the_answer_is_the_same(key, ana):
    known = deliver(key, event(), who={"email": "Ana@example.com"})
    unknown = deliver(key, event(), who={"email": "nobody@example.com"}, visitor="visitor-2")
    claims = dict(Visitor.objects.values_list("key", "claimed_email"))
    assert claims == {"visitor-1": "ana@example.com", "visitor-2": "nobody@example.com"}
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert Customer.objects.count() == 1


def test_a_proof_ends_the_claim(key, secret, ana):
    deliver(key, event(), who={"email": "someone@example.com"})
    deliver(key, who=proof(secret, email="ana@example.com"))
    assert Visitor.objects.get().claimed_email is None


def test_the_visitor_is_no_member_of_staff():
    assert VISITOR.ip is None
    assert VISITOR.id is None
