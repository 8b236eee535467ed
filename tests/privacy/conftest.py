"""One person whom every area knows something of."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commerce.models import Visit, Visitor
from core.actors import SYSTEM
from core.models import IdempotencyRecord, Job, JobError, SavedView
from core.uploads.services import add_attachment
from customers import services as customers
from customers.models import CustomField, CustomValue, DetailNews, ExternalId
from privacy import services
from privacy.models import RequestKind
from tests.factories import (
    CartFactory,
    CartLineFactory,
    CustomerFactory,
    NoteFactory,
    NotificationFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    ProductWatchFactory,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Whatever of this is found anywhere after an erasure was missed.
TRACES = ("xaviera", "quirós", "quiros", "600765432", "plaza mayor 7", "xq-991", "x-browser", "1z999")


@pytest.fixture
def actor(owner):
    return owner.membership.actor


@pytest.fixture
def person(store, actor):
    """Named nowhere else, so that a trace is easily found."""
    file = SimpleUploadedFile("xaviera.txt", b"A letter of Xaviera", "text/plain")
    known = customers.add_customer(
        store=store,
        email="xaviera@example.com",
        first_name="Xaviera",
        last_name="Quirós",
        phone="+34600765432",
        by=actor,
        now=NOW,
    )
    known.photo = add_attachment(store=store, file=file, by=SYSTEM)
    known.city, known.socials, known.company = "Plaza Mayor 7", {"x": "@xaviera"}, "Quirós SL"
    known.save()
    known.refresh_from_db()
    customers.edit_customer(customer=known, phone="+34600765432", last_name="Quirós", by=actor, now=NOW)
    ExternalId.objects.create(store=store, customer=known, value="XQ-991")
    _in_the_house(store, known, actor)
    _in_the_shop(store, known)
    _in_the_machinery(store, known)
    return known


def _in_the_house(store, known, actor):
    NoteFactory(customer=known, text="Xaviera rings in the morning")
    customers.add_note(customer=known, text="Xaviera again", by=actor, now=NOW)
    field = CustomField.objects.create(store=store, key="dog", label="Dog", kind="text")
    CustomValue.objects.create(store=store, customer=known, field=field, text="Quirós the poodle")
    customers.add_tag(store=store, name="Press", by=SYSTEM, now=NOW)
    customers.tag_customer(customer=known, tag="Press", by=SYSTEM, now=NOW)
    other = CustomerFactory(store=store)
    DetailNews.objects.create(store=store, customer=other, wanted_email="xaviera@example.com")
    NotificationFactory(
        store=store, title="Xaviera Quirós", url=f"/customers/{known.public_id}", user=_anybody(store)
    )


def _anybody(store):
    return store.memberships.first().user


def _in_the_shop(store, known):
    address = {"name": "Xaviera Quirós", "line_1": "Plaza Mayor 7"}
    order = OrderFactory(store=store, customer=known, shipping_address=address, billing_address=address)
    order.note, order.visitor_key = "For Xaviera", "x-browser"
    order.save()
    OrderLineFactory(order=order)
    PaymentFactory(order=order)
    CartLineFactory(cart=CartFactory(store=store, customer=known, recovery_url="https://a.example/xaviera"))
    ProductWatchFactory(customer=known)
    for key, claim in (("x-browser", None), ("x-browser-2", "xaviera@example.com")):
        Visitor.objects.create(
            store=store,
            key=key,
            customer=None if claim else known,
            claimed_email=claim,
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
    visitor = Visitor.objects.get(key="x-browser")
    Visit.objects.create(
        store=store, visitor=visitor, customer=known, key="x-browser-1", started_at=NOW, ended_at=NOW
    )


def _in_the_machinery(store, known):
    IdempotencyRecord.objects.create(
        store=store,
        actor_kind="api_key",
        actor_id=1,
        key="a",
        fingerprint="b",
        status=201,
        body=b'{"email": "xaviera@example.com"}',
    )
    job = Job.objects.create(store=store, kind="tests.write_file", queue="io", title="Import")
    JobError.objects.create(store=store, job=job, reason="Twice", value="xaviera@example.com")
    SavedView.objects.create(
        store=store, list_key="customers", member_id=1, name="Mine", query="search=XAVIERA%40example.com"
    )


@pytest.fixture
def erasure_request(store, person, actor):
    asked = services.receive_request(
        store=store, customer=person, kind=RequestKind.ERASURE, note="Xaviera wrote", by=actor, now=NOW
    )
    return services.check_identity(request=asked, how="Xaviera rang from her number", by=actor, now=NOW)


@pytest.fixture
def access_request(store, person, actor):
    asked = services.receive_request(store=store, customer=person, kind=RequestKind.ACCESS, by=actor, now=NOW)
    return services.check_identity(request=asked, how="Passport", by=actor, now=NOW)
