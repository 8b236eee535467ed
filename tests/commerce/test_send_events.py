"""POST /api/events: what the shop's own systems tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from commerce.models import CustomerEventStat, Visit, Visitor
from core.events.relay import relay
from core.models import EventRecord
from customers.models import Customer, ExternalId
from tests.conftest import signed_in
from tests.factories import CustomerFactory, MembershipFactory, ProductFactory
from tests.threads import at_once


def send(client, body):
    return client.post("/api/events", body, content_type="application/json")


def results(response):
    assert response.status_code == 200, response.content
    return [(result["outcome"], result["errors"]) for result in response.json()["results"]]


def recorded():
    return EventRecord.objects.filter(actor_kind="visitor").order_by("happened_at", "pk")


@pytest.fixture
def ana(store):
    return CustomerFactory(store=store, email="ana@example.com")


def quiz(**more):
    return {"type": "quiz_finished", "customer": {"email": "ana@example.com"}, **more}


def test_an_event_of_ones_own_name_is_counted_for_its_customer(owner, ana):
    answer = send(owner, quiz(happened_at="2026-11-01T10:00:00Z", properties={"result": "Runner"}))

    assert answer.status_code == 201
    record = recorded().get()
    assert (record.name, record.customer_id, record.subject_id) == ("commerce.custom_event", ana.pk, None)
    assert record.payload["event"] == "quiz_finished"
    assert record.payload["properties"] == {"result": "Runner"}
    assert record.happened_at.isoformat() == "2026-11-01T10:00:00+00:00"
    assert answer.json()["id"] == str(record.public_id)
    relay()
    assert CustomerEventStat.objects.get().name == "custom:quiz_finished"


def test_the_scripts_own_kinds_are_the_same_events(owner, ana):
    boots = ProductFactory(store=ana.store, sku="B-1", name="Trail Boots")
    send(owner, {"type": "product", "product": "B-1", "customer": {"email": "ana@example.com"}})
    record = recorded().get()
    assert (record.name, record.subject_label) == ("commerce.product_viewed", "Trail Boots")
    assert record.payload["product_id"] == boots.pk


def test_who_is_not_known_yet_is_added(owner, store):
    send(
        owner,
        [
            quiz(customer={"external_id": "77", "email": "New@example.com"}),
            quiz(customer={"external_id": "77"}),
        ],
    )
    customer = Customer.objects.get()
    assert customer.email == "new@example.com"
    assert set(recorded().values_list("customer_id", flat=True)) == {customer.pk}


@pytest.mark.parametrize("told", [{}, {"happened_at": "2026-11-01T10:00:00Z"}])
def test_the_same_id_is_the_same_event(owner, ana, told):
    event = quiz(id="q-1", **told)
    first, again = send(owner, event), send(owner, [event, event, quiz(id="q-2", **told)])

    assert (first.status_code, first.json()["outcome"]) == (201, "created")
    assert [outcome for outcome, _errors in results(again)] == ["unchanged", "unchanged", "created"]
    assert again.json()["results"][0]["id"] == first.json()["id"]
    assert recorded().count() == 2
    relay()
    assert CustomerEventStat.objects.get().count == 2


def test_another_stores_ids_are_its_own(owner, stranger, ana):
    send(owner, quiz(id="q-1"))
    assert send(stranger, quiz(id="q-1")).json()["outcome"] == "created"
    assert recorded().count() == 2


def test_without_an_id_each_delivery_is_an_event(owner, ana):
    send(owner, quiz())
    send(owner, quiz())
    assert recorded().count() == 2


def test_an_unnamed_visitors_events_wait_for_a_customer(owner, store, ana):
    seen = {"type": "page", "path": "/a", "visitor_id": "visitor-1"}
    send(
        owner,
        [
            seen,
            {**seen, "happened_at": "2026-11-01T10:00:00Z"},
            {**seen, "happened_at": "2026-11-01T10:05:00Z"},
        ],
    )
    assert sorted(Visit.objects.values_list("pages", flat=True)) == [1, 2]
    assert set(recorded().values_list("customer_id", flat=True)) == {None}

    send(owner, quiz(visitor_id="visitor-1"))

    assert Visitor.objects.get().customer == ana
    assert set(recorded().values_list("customer_id", flat=True)) == {ana.pk}
    relay()
    counts = dict(CustomerEventStat.objects.values_list("name", "count"))
    assert counts == {"commerce.page_viewed": 3, "custom:quiz_finished": 1}


def test_a_bad_event_costs_no_other(owner, ana):
    future = (timezone.now() + timedelta(days=900)).isoformat()
    told = results(
        send(
            owner,
            [
                quiz(),
                quiz(type="<b>"),
                quiz(happened_at="1970-01-01T00:00:00Z"),
                quiz(happened_at=future),
                {"type": "page"},
                quiz(customer={}),
                quiz(visitor_id="x"),
                quiz(properties={str(n): n for n in range(31)}),
                quiz(properties={"a": "x" * 4001}),
                quiz(properties=[1]),
                quiz(path="a\x00b"),
                "no event",
                quiz(colour="red"),
            ],
        )
    )
    fates = [outcome for outcome, _errors in told]
    assert fates == ["created", *["failed"] * 11, "created"]
    assert [list(errors)[0] for _outcome, errors in told[1:11]] == [
        "type",
        "happened_at",
        "happened_at",
        "customer",
        "customer",
        "visitor_id",
        "properties",
        "properties",
        "properties",
        "path",
    ]
    assert recorded().count() == 2


def test_a_deleted_customer_gets_no_events(owner, ana):
    ExternalId.objects.create(store=ana.store, customer=ana, value="1001")
    Customer.objects.filter(pk=ana.pk).update(status="erased", email=None)
    [(outcome, errors)] = results(send(owner, [quiz(customer={"external_id": "1001"})]))
    assert (outcome, list(errors)) == ("failed", ["customer"])
    assert not recorded().exists()


def test_a_thousand_at_once_in_few_questions(owner, ana, at_most):
    with at_most(80):
        told = send(owner, [quiz(id=f"q-{n}", visitor_id=f"visitor-{n % 50}") for n in range(1000)])
    assert told.json()["created"] == 1000
    assert Visit.objects.count() == 50


def test_more_than_a_thousand_are_refused(owner, ana):
    assert send(owner, [quiz()] * 1001).status_code == 422
    assert not recorded().exists()


def test_only_who_may_send_orders_sends_events(ana):
    agent = signed_in(MembershipFactory(store=ana.store, role=Role.SUPPORT))
    assert send(agent, quiz()).status_code == 403
    assert not recorded().exists()


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_of_the_same_events_at_once_count_once(store):
    member = MembershipFactory(store=store)
    events = [
        quiz(id=f"q-{n}", happened_at="2026-11-01T10:00:00Z", visitor_id="visitor-1") for n in range(20)
    ]

    answers = at_once(*[lambda: send(signed_in(member), events).json()["created"] for _ in range(3)])

    assert sorted(answers) == [0, 0, 20]
    assert recorded().count() == 20
    assert Visit.objects.get().events == 20
