import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import Customer, Note
from tests.api.conftest import new_key, with_key
from tests.factories import CustomerFactory

CUSTOMERS = "/api/customers"
DETAILS = {
    "email": "ana@example.com",
    "first_name": "Ana",
    "last_name": "Lima",
    "phone": "+351912345678",
    "language": "pt",
}


def call(client, method, url, body=None, **headers):
    text = "" if body is None else json.dumps(body)
    return client.generic(method, url, text, content_type="application/json", headers=headers)


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store, **DETAILS)


@pytest.fixture
def one(customer):
    return f"{CUSTOMERS}/{customer.public_id}"


def test_adding_answers_with_the_customer_and_where_it_is(program, store):
    as_typed = {"email": " Ana@Example.com ", "phone": "+351 912 345 678"}
    response = call(program, "POST", CUSTOMERS, {**DETAILS, **as_typed})
    assert response.status_code == 201, response.content
    customer = Customer.objects.get()
    told = response.json()
    assert {name: told[name] for name in DETAILS} == DETAILS
    assert (told["id"], told["source"], told["status"]) == (str(customer.public_id), "api", "active")
    assert response["Location"] == f"{CUSTOMERS}/{customer.public_id}"
    assert customer.store == store


def test_the_log_names_the_key(program, store):
    call(program, "POST", CUSTOMERS, DETAILS)
    record = EventRecord.objects.get(name="customers.customer_added")
    assert (record.store, record.actor_kind, record.actor_id) == (store, "api_key", program.key.pk)
    assert record.actor_label == "Helpdesk"


def test_a_known_address_brings_its_customer_up_to_date(program, customer):
    response = call(program, "POST", CUSTOMERS, {"email": "ANA@example.com", "last_name": "Lopes"})
    assert (response.status_code, response.json()["outcome"]) == (200, "updated")
    customer.refresh_from_db()
    assert (customer.last_name, customer.first_name, customer.phone) == ("Lopes", "Ana", "+351912345678")
    assert Customer.objects.count() == 1


def test_nobody_is_refused(program, store):
    response = call(program, "POST", CUSTOMERS, {})
    assert (response.status_code, response.json()["code"]) == (409, "cannot_add_customer")
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ana"),
        ("email", "a" * 250 + "@example.com"),
        ("phone", "12345"),
        ("phone", "+1" + "2" * 50),
        ("first_name", "x" * 101),
        ("first_name", ["Ana"]),
        ("language", "x" * 11),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_wrong_value_is_told_by_field(program, customer, one, method, field, value):
    url = CUSTOMERS if method == "POST" else one
    response = call(program, method, url, {"last_name": "Changed", field: value})
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]
    customer.refresh_from_db()
    assert customer.last_name == "Lima"
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_nothing_is_no_value_where_a_detail_is_set(program, customer, one, method):
    assert call(program, method, one, {"last_name": "Changed", "first_name": None}).status_code == 422
    customer.refresh_from_db()
    assert customer.last_name == "Lima"


def test_reading_one(program, customer, one):
    told = call(program, "GET", one).json()
    assert told["id"] == str(customer.public_id)
    assert told["name"] == "Ana Lima"
    assert str(customer.pk) not in told.values()


def test_changing_some_details_leaves_the_others(program, customer, one):
    response = call(program, "PATCH", one, {"phone": "+44 20 7946 0958"})
    assert response.json()["phone"] == "+442079460958"
    customer.refresh_from_db()
    assert (customer.phone, customer.email) == ("+442079460958", "ana@example.com")
    record = EventRecord.objects.get(name="customers.customer_edited")
    assert record.changes == {"phone": ["+351912345678", "+442079460958"]}


def test_replacing_empties_what_is_not_given(program, customer, one):
    assert call(program, "PUT", one, {"first_name": "Ana"}).status_code == 200
    customer.refresh_from_db()
    assert (customer.first_name, customer.last_name, customer.email, customer.phone) == ("Ana", "", None, "")


def test_what_was_read_may_be_put_back_without_a_change(program, customer, one):
    before = Customer.objects.values().get()
    assert call(program, "PUT", one, call(program, "GET", one).json()).status_code == 200
    assert Customer.objects.values().get() == before
    assert not EventRecord.objects.filter(name="customers.customer_edited").exists()


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_the_server_owns_stays_the_servers(program, customer, one, method, stranger):
    owned = {
        "id": str(uuid4()),
        "name": "Other",
        "status": "erased",
        "source": "shop",
        "created_at": "2001-01-01T00:00:00Z",
        "updated_at": "2001-01-01T00:00:00Z",
    }
    before = Customer.objects.values().get()
    call(program, method, one, {**DETAILS, **owned})
    assert Customer.objects.values().get() == before


@pytest.mark.parametrize("field", [field.name for field in Customer._meta.concrete_fields])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_no_column_can_be_set_but_the_details(program, customer, one, stranger, method, field):
    if field in {*DETAILS, "company"}:
        return
    other = {"store": stranger.membership.store_id}.get(field, "2001-01-01T00:00:00Z")
    before = Customer.objects.values().get()
    call(program, method, CUSTOMERS if method == "POST" else one, {**DETAILS, field: other})
    assert Customer.objects.values().get() == before


def test_deleting_answers_nothing_and_the_address_is_gone(program, customer, one):
    response = call(program, "DELETE", one)
    assert (response.status_code, response.content) == (204, b"")
    assert call(program, "GET", one).status_code == 404
    assert call(program, "DELETE", one).status_code == 404
    assert Customer.with_deleted.get().deleted_at
    assert EventRecord.objects.filter(name="customers.customer_deleted").count() == 1


def test_writing_a_note(program, customer, one):
    response = call(program, "POST", f"{one}/notes", {"text": "Call after six."})
    note = Note.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": str(note.public_id),
        "text": "Call after six.",
        "html": "<p>Call after six.</p>",
        "pinned": False,
        "author": {"kind": "api_key", "name": "Helpdesk"},
        "created_at": note.created_at.isoformat().replace("+00:00", "Z"),
        "edited_at": None,
    }
    assert note.customer == customer


@pytest.mark.parametrize("text", ["", "   ", None, "x" * 5001])
def test_a_note_needs_words(program, one, text):
    response = call(program, "POST", f"{one}/notes", {"text": text})
    assert response.status_code == 422
    assert not Note.objects.exists()


def test_the_same_note_twice_is_one_note(program, one):
    for _ in range(2):
        response = call(program, "POST", f"{one}/notes", {"text": "Hello"}, **{"Idempotency-Key": "n-1"})
        assert response.status_code == 201
    assert Note.objects.count() == 1


def test_the_history_tells_what_happened_newest_first(program, store, one, customer):
    call(program, "PATCH", one, {"language": "en"})
    call(program, "POST", f"{one}/notes", {"text": "Hello"})
    services.suspend_customer(customer=customer, by=program.key.actor, now=timezone.now())
    response = call(program, "GET", f"{one}/history")
    rows = response.json()["results"]
    assert [row["name"] for row in rows] == [
        "customers.customer_suspended",
        "customers.note_added",
        "customers.customer_edited",
    ]
    assert rows[2]["actor"] == {"kind": "api_key", "name": "Helpdesk"}
    assert rows[2]["changes"] == [{"field": "language", "old": "pt", "new": "en"}]
    narrowed = call(program, "GET", f"{one}/history?name=customers.note_added").json()
    assert narrowed["count"] == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=ana", ["Ana Lima"]),
        ("search=ana%40exam", ["Ana Lima"]),
        ("search=%2B3519", ["Ana Lima"]),
        ("search=zzz", []),
        ("status=suspended", ["Bo Berg"]),
        ("status=active&status=suspended&ordering=name", ["Bo Berg", "Ana Lima"]),
        ("reachable=neither", ["Bo Berg"]),
        ("added_from=2999-01-01", []),
        ("added_until=9999-12-31", ["Bo Berg", "Ana Lima"]),
    ],
)
def test_the_lists_filters_are_those_of_the_page(program, store, customer, query, found):
    CustomerFactory(store=store, first_name="Bo", last_name="Berg", email=None, status="suspended")
    told = call(program, "GET", f"{CUSTOMERS}?{query}").json()
    assert [row["name"] for row in told["results"]] == found
    assert told["count"] == len(found)


@pytest.mark.parametrize("query", ["status=king", "reachable=pigeon", "added_from=yesterday", "vip=1"])
def test_an_unusable_filter_is_told(program, query):
    response = call(program, "GET", f"{CUSTOMERS}?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("happened_at_before=4420-07-30T07:05:38-22:41", 1),
        ("happened_at_after=4420-07-30T07:05:38-22:41", 0),
        ("happened_at_before=9999-12-31T23:59:59-22:41", 1),
        ("happened_at_after=0001-01-01T00:00:00%2B22:41", 1),
    ],
)
def test_moments_in_any_zone_narrow_the_history(program, one, query, count):
    call(program, "PATCH", one, {"language": "en"})
    assert call(program, "GET", f"{one}/history?{query}").json()["count"] == count


def test_the_history_is_of_one_customer(program, store, one):
    other = services.add_customer(
        store=store, email="bo@example.com", by=program.key.actor, now=timezone.now()
    )
    assert call(program, "GET", f"{one}/history").json()["results"] == []
    assert call(program, "GET", f"{CUSTOMERS}/{other.public_id}/history").json()["count"] == 1


def test_figures_count_this_store_only(program, store):
    month = timedelta(days=30)
    now = timezone.now()
    for age, details in [
        (timedelta(0), {"status": "suspended", "phone": "+442079460958"}),
        (timedelta(days=1), {"email": None}),
        (month + timedelta(days=1), {}),
        (2 * month + timedelta(days=1), {"status": "banned"}),
        (timedelta(0), {"status": "erased", "email": None}),
    ]:
        made = CustomerFactory(store=store, **details)
        Customer.objects.filter(pk=made.pk).update(created_at=now - age)
    CustomerFactory()
    assert call(program, "GET", f"{CUSTOMERS}/stats").json() == {
        "customers": 4,
        "active": 2,
        "suspended": 1,
        "banned": 1,
        "new_last_30_days": 2,
        "new_30_days_before": 1,
        "with_email": 3,
        "with_phone": 1,
    }


def test_who_am_i(program, store):
    told = call(program, "GET", "/api/me").json()
    assert (told["kind"], told["name"]) == ("api_key", "Helpdesk")
    assert told["store"] == {"id": str(store.public_id), "name": store.name}
    assert "customers.add" in told["permissions"]
    assert "team.invite" not in told["permissions"]


def test_a_key_does_only_what_its_scopes_say(store, customer, one):
    reader = with_key(new_key(store, name="Reader", scopes=["customers.view"]))
    assert call(reader, "GET", one).status_code == 200
    verbs = [("POST", CUSTOMERS), ("PUT", one), ("PATCH", one), ("DELETE", one), ("POST", f"{one}/notes")]
    for method, url in verbs:
        assert call(reader, method, url, {"text": "x"}).status_code == 403
    assert Customer.objects.count() == 1
    assert not Note.objects.exists()


def test_a_page_of_fifty_takes_few_queries(program, store, django_assert_max_num_queries):
    CustomerFactory.create_batch(60, store=store)
    call(program, "GET", CUSTOMERS)
    with django_assert_max_num_queries(7):  # key, settings, count, rows, their ids, own fields and values
        assert len(call(program, "GET", CUSTOMERS).json()["results"]) == 50


def test_a_list_is_taken_and_each_told_what_became_of_them(program, store):
    people = [
        {"external_id": "1", "email": "ana@example.com", "first_name": None, "colour": "red"},
        {"external_id": "2", "email": "not an address"},
        {"external_id": 3, "phone": "+44 20 7946 0958"},
        {"language": "pt"},
    ]
    told = call(program, "POST", CUSTOMERS, people).json()
    assert [result["outcome"] for result in told["results"]] == ["created", "failed", "created", "failed"]
    assert told["results"][0]["ignored_fields"] == ["colour"]
    assert told["results"][1]["errors"]["email"][0]["code"] == "invalid"
    assert told["results"][3]["errors"]["non_field_errors"][0]["code"] == "cannot_add_customer"
    assert (told["created"], told["failed"], store.customers.count()) == (2, 2, 2)


BAD = {
    "an address too long": ({"email": "a" * 250 + "@example.com"}, "email", "max_length"),
    "a number of nowhere": ({"phone": "12345"}, "phone", "invalid"),
    "a name too long": ({"first_name": "x" * 101}, "first_name", "max_length"),
    "a list for a name": ({"first_name": ["Ana"]}, "first_name", "invalid"),
    "an id too long": ({"external_id": "x" * 101}, "external_id", "max_length"),
    "an object for an id": ({"external_id": {}}, "external_id", "invalid"),
    "1970": ({"updated_at": "1970-01-01T00:00:00Z"}, "updated_at", "too_early"),
    "2100": ({"updated_at": "2100-01-01T00:00:00Z"}, "updated_at", "too_late"),
    "a null character": ({"last_name": "a\0"}, "last_name", "null_character"),
    "half a pair": ({"last_name": "\ud800"}, "last_name", "surrogate_character"),
}


@pytest.mark.parametrize(("wrong", "where", "code"), BAD.values(), ids=BAD)
def test_a_bad_customer_costs_no_neighbour(program, customer, wrong, where, code):
    before = Customer.objects.filter(pk=customer.pk).values().get()
    bad = {"external_id": "x", "email": "ana@example.com", **wrong}
    told = call(program, "POST", CUSTOMERS, [{"external_id": "1"}, bad, {"external_id": "2"}]).json()
    assert [result["outcome"] for result in told["results"]] == ["created", "failed", "created"]
    assert told["results"][1]["errors"][where][0]["code"] == code
    assert Customer.objects.filter(pk=customer.pk).values().get() == before


def test_the_shops_ids_are_shown_and_found(program, store):
    call(program, "POST", CUSTOMERS, [{"external_id": "A-77", "first_name": "Ana"}, {"external_id": "B"}])
    (found,) = call(program, "GET", f"{CUSTOMERS}?external_id=A-77").json()["results"]
    assert (found["external_id"], found["external_ids"], found["name"]) == ("A-77", ["A-77"], "Ana")
    assert call(program, "GET", f"{CUSTOMERS}?search=A-77").json()["count"] == 1


def test_who_may_add_and_not_edit_changes_nobody(store, customer):
    adder = with_key(new_key(store, scopes=["customers.add"]))
    response = call(adder, "POST", CUSTOMERS, {"email": "ana@example.com", "first_name": "Eve"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == "permission_denied"
    assert call(adder, "POST", CUSTOMERS, {"email": "new@example.com"}).status_code == 201
    customer.refresh_from_db()
    assert customer.first_name == "Ana"


def test_news_of_somebody_deleted_since_is_stale(program, customer, one):
    call(program, "DELETE", one)
    response = call(program, "POST", CUSTOMERS, {**DETAILS, "updated_at": "2026-01-01T00:00:00Z"})
    assert (response.status_code, response.json()["outcome"]) == (200, "stale")
    assert not Customer.objects.exists()
