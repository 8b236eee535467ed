"""Two stores against every operation of the OpenAPI document: nothing leaks, nothing changes.

A path with an id needs a line in RECORDS: how to make such a record in a store.
"""

import io
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from PIL import Image

from accounts.roles import FOR_KEYS
from commerce.serializers.catalog import IMAGE
from core.actors import SYSTEM
from customers.models import Customer
from customers.serializers import MergeWithSerializer
from customers.services import merge_customers
from privacy.serializers import RequestSent
from privacy.services import receive_request
from tests.api.conftest import a_fresh_minute, new_key, with_key  # noqa: F401
from tests.factories import (
    AddressFactory,
    CartFactory,
    CustomerFactory,
    InteractionFactory,
    JobFactory,
    NoteFactory,
    PaymentMethodFactory,
    ProductFactory,
    ProductImageFactory,
    StoreFactory,
    order_with_line,
)
from tests.snapshot import changed, fingerprints

RECORDS = {
    "address_id": lambda store: AddressFactory(customer=store.customers.latest("pk")),
    "cart_id": CartFactory,
    "customer_id": CustomerFactory,
    "image_id": lambda store: store.productimages.latest("pk"),
    "interaction_id": lambda store: InteractionFactory(customer=store.customers.latest("pk")),
    "job_id": JobFactory,
    "note_id": lambda store: note_of_a_program(store),
    "method_id": lambda store: PaymentMethodFactory(customer=store.customers.latest("pk")),
    "order_id": order_with_line,
    "request_id": lambda store: privacy_request(store),
    "upc": lambda store: pictured_product(store),
}
# Written by a refused call itself: the note of it, and when the key was used.
TRACES = {"core_eventrecord", "core_outboxentry", "accounts_apikey"}
OTHER = MergeWithSerializer.example["other"]
DOCUMENT = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = {
    told["operationId"]: (method.upper(), path, told)
    for path, methods in DOCUMENT["paths"].items()
    for method, told in methods.items()
}
WITH_ID = [name for name, (_, path, _) in OPERATIONS.items() if "{" in path]
GUARDED = [name for name, (_, _, told) in OPERATIONS.items() if told["x-permission"] != "public"]


def body_of(told):
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = list(content.get("examples", {}).values())
    return json.dumps(examples[0]["value"]) if examples else "{}"


def call(client, name, ids):
    method, path, told = OPERATIONS[name]
    if "multipart/form-data" in told.get("requestBody", {}).get("content", {}):
        return client.post(path.format(**ids), {"files": picture()})
    body = "" if method == "GET" else body_of(told)
    return client.generic(method, path.format(**ids), body, content_type="application/json")


def picture():
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile("boot.png", content.getvalue(), "image/png")


def parameters(path):
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def ids_in(store, path):
    if path == "/api/privacy/requests":
        CustomerFactory(store=store, public_id=RequestSent.example["customer_id"])
    if path.endswith("/merge") and not Customer.objects.filter(public_id=OTHER).exists():
        CustomerFactory(store=store, public_id=OTHER)  # whom the example names
    ids = {name: id_of(RECORDS[name](store=store)) for name in parameters(path)}
    if path.endswith("/unmerge"):
        kept = store.customers.get(public_id=ids["customer_id"])
        merge_customers(kept=kept, gone=CustomerFactory(store=store), by=SYSTEM, now=timezone.now())
    return ids


def id_of(record):
    record.refresh_from_db()
    return getattr(record, "upc", None) or record.public_id


def pictured_product(store):
    """With the one picture that the example of a new order names."""
    product = ProductFactory(store=store)
    ProductImageFactory(product=product, public_id=IMAGE["id"])
    return product


def privacy_request(store):
    about = CustomerFactory(store=store)
    return receive_request(store=store, customer=about, kind="access", by=SYSTEM, now=timezone.now())


def note_of_a_program(store):
    """Written by the key that will edit it, about the customer just made for the same address."""
    writer = store.apikeys.order_by("pk").first()
    about = store.customers.latest("pk")
    return NoteFactory(customer=about, author_kind="api_key", author_id=writer and writer.pk)


def without_request_id(response):
    return {**response.json(), "request_id": ""}


@pytest.fixture
def theirs(store):
    """All that a key may do, for another store."""
    return with_key(new_key(StoreFactory(), name="Theirs"))


@pytest.mark.parametrize("name", WITH_ID)
def test_another_stores_id_answers_as_an_absent_one(store, theirs, name):
    path = OPERATIONS[name][1]
    ids = ids_in(store, path)
    before = fingerprints(without=TRACES)
    other = call(theirs, name, ids)
    absent = call(theirs, name, {key: uuid4() for key in ids})
    assert (other.status_code, absent.status_code) == (404, 404)
    assert without_request_id(other) == without_request_id(absent)
    assert [*other.headers] == [*absent.headers]
    assert not changed(before, fingerprints(without=TRACES))


@pytest.mark.parametrize("name", WITH_ID)
def test_the_owners_own_key_does_get_there(store, name):
    """Else the test above would show nothing."""
    ours = with_key(new_key(store))
    response = call(ours, name, ids_in(store, OPERATIONS[name][1]))
    assert response.status_code < 300, response.content


@pytest.mark.parametrize("name", [n for n, (method, path, _) in OPERATIONS.items() if method == "GET"])
def test_reading_never_shows_another_stores_rows(store, theirs, name):
    path = OPERATIONS[name][1]
    ids_in(store, "/{customer_id}")
    secret = CustomerFactory(store=store, first_name="Xanthippe", email="xanthippe@example.com")
    response = call(theirs, name, ids_in(theirs.key.store, path))
    assert response.status_code == 200
    for text in (secret.email, secret.first_name, str(secret.public_id), str(store.public_id)):
        assert text not in response.content.decode()


@pytest.mark.parametrize("name", GUARDED)
def test_without_a_key_there_is_no_answer(store, name):
    ids = ids_in(store, OPERATIONS[name][1])
    before = fingerprints()
    response = call(Client(), name, ids)
    assert response.status_code == 401
    assert response["WWW-Authenticate"]
    assert not changed(before, fingerprints())


@pytest.mark.parametrize("kind", ["revoked", "expired", "unknown", "malformed"])
@pytest.mark.parametrize("name", GUARDED)
def test_a_key_that_works_no_more_opens_nothing(store, name, kind):
    now = timezone.now()
    dead = {"revoked": {"revoked_at": now}, "expired": {"expires_at": now}}.get(kind, {})
    key = new_key(store, **dead)
    if kind in {"unknown", "malformed"}:
        key.secret = {"unknown": "rgl_live_" + "0" * 43, "malformed": "\xff"}[kind]
    ids = ids_in(store, OPERATIONS[name][1])
    before = fingerprints(without=TRACES)
    assert call(with_key(key), name, ids).status_code == 401
    assert not changed(before, fingerprints(without=TRACES))


@pytest.mark.parametrize("name", [name for name in GUARDED if "." in OPERATIONS[name][2]["x-permission"]])
def test_a_key_without_the_scope_is_refused(store, name):
    needed = OPERATIONS[name][2]["x-permission"]
    lower = with_key(new_key(store, scopes=sorted(FOR_KEYS - {needed})))
    ids = ids_in(store, OPERATIONS[name][1])
    before = fingerprints(without=TRACES)
    response = call(lower, name, ids)
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
    assert needed in response.json()["detail"]
    assert not changed(before, fingerprints(without=TRACES))
