"""What is true of every endpoint that takes deliveries in."""

import json

import pytest

from accounts.models import CustomRole

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
BOXES = "/api/test/boxes"


def send(client, body, **headers):
    text = body if isinstance(body, bytes) else json.dumps(body)
    return client.generic("POST", BOXES, text, content_type="application/json", headers=headers)


def outcomes(response):
    assert response.status_code == 200, response.content
    return [result["outcome"] for result in response.json()["results"]]


def names():
    return sorted(CustomRole.objects.values_list("name", flat=True))


def test_one_is_answered_alone(owner, store):
    response = send(owner, {"external_id": "a", "colour": "red"})
    role = CustomRole.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "outcome": "created",
        "id": str(role.public_id),
        "external_id": "a",
        "errors": {},
        "ignored_fields": ["colour"],
    }
    assert send(owner, {"external_id": "a"}).status_code == 200


def test_a_list_is_answered_item_by_item(owner, store):
    told = send(owner, [{"external_id": "a"}, {"external_id": ""}, {"external_id": 7}]).json()
    first, second, third = told["results"]
    assert (first["index"], first["outcome"], first["errors"]) == (0, "created", {})
    assert second["errors"] == {"external_id": [{"message": "This field may not be blank.", "code": "blank"}]}
    assert (third["external_id"], third["outcome"]) == ("7", "created")
    counts = {name: told[name] for name in ("created", "updated", "unchanged", "stale", "failed")}
    assert counts == {"created": 2, "updated": 0, "unchanged": 0, "stale": 0, "failed": 1}


def test_an_empty_list_is_no_mistake(owner, store):
    assert send(owner, []).json()["results"] == []


HOSTILE = {
    "a null character": (rb'{"external_id":"a\u0000b"}', "external_id", "null_character"),
    "a null character in a name": (rb'{"external_id":"x","a\u0000b":1}', "*", "null_character"),
    "half a surrogate pair": (rb'{"external_id":"\ud800"}', "external_id", "surrogate_character"),
    "infinity": (b'{"external_id":"x","price":1e999}', "price", "out_of_range"),
    "NaN": (b'{"external_id":"x","price":NaN}', "price", "out_of_range"),
    "NaN as text": (b'{"external_id":"x","price":"NaN"}', "price", "invalid"),
    "2 to the 63": (b'{"external_id":"x","price":9223372036854775808}', "price", "out_of_range"),
    "5,000 digits": (b'{"external_id":"x","price":' + b"9" * 5000 + b"}", "price", "out_of_range"),
    "a dear box": (b'{"external_id":"x","price":"1e500"}', "price", "max_digits"),
    "negative money": (b'{"external_id":"x","price":-0.01}', "price", "min_value"),
    "half a cent": (b'{"external_id":"x","price":0.005}', "price", "max_decimal_places"),
    "1970": (b'{"external_id":"x","packed_at":"1970-01-01T00:00:00Z"}', "packed_at", "too_early"),
    "year 1": (b'{"external_id":"x","packed_at":"0001-01-01T00:00:00+14:00"}', "packed_at", "too_early"),
    "2100": (b'{"external_id":"x","packed_at":"2100-01-01T00:00:00Z"}', "packed_at", "too_late"),
    "no zone": (b'{"external_id":"x","packed_at":"2020-01-01T00:00:00"}', "packed_at", "no_zone"),
    "a day": (b'{"external_id":"x","packed_at":"2020-01-01"}', "packed_at", "no_zone"),
    "a number of seconds": (b'{"external_id":"x","packed_at":1577836800}', "packed_at", "invalid"),
    "too deep": (b'{"external_id":"x","labels":' + b"[" * 21 + b"]" * 21 + b"}", "*", "too_deep"),
    "deep": (b'{"external_id":"x","labels":' + b"[" * 400 + b"]" * 400 + b"}", "*", "too_deep"),
    "too many shelves": (
        b'{"external_id":"x","shelves":[' + b"1," * 1000 + b"1]}",
        "shelves",
        "too_many_items",
    ),
    "too large": (b'{"external_id":"x","labels":{"a":"' + b"x" * 300_000 + b'"}}', "*", "too_large"),
    "a fault further in": (
        b'{"external_id":"x","shelves":[{"place":"1"},{"place":""}]}',
        "shelves.1.place",
        "blank",
    ),
    "text": (b'"x"', "*", "invalid"),
    "null": (b"null", "*", "null"),
    "a list": (b"[]", "*", "invalid"),
}


@pytest.mark.parametrize(("body", "where", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_item_fails_alone(owner, store, body, where, code):
    listed = b'[{"external_id":"before"},' + body + b',{"external_id":"after"}]'
    response = send(owner, listed)
    assert outcomes(response) == ["created", "failed", "created"]
    (field, (error,)) = next(iter(response.json()["results"][1]["errors"].items()))
    assert (field, error["code"]) == (where.replace("*", "non_field_errors"), code)
    assert error["message"]
    assert names() == ["after", "before"]


@pytest.mark.parametrize(("body", "where", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_one_alone_is_refused(owner, store, body, where, code):
    response = send(owner, body)
    if body == b"[]":
        return
    assert response.status_code in (400, 422), response.content
    assert code in response.content.decode()
    assert names() == []


def test_more_than_a_thousand_are_refused_together(owner, store):
    response = send(owner, [{"external_id": str(number)} for number in range(1001)])
    assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "too_many_items")
    assert names() == []


def test_a_body_nobody_can_read_is_refused(owner, store):
    assert send(owner, b"[" * 500_000).json()["code"] == "too_deep"
    assert send(owner, b'[{"external_id":"a"},').json()["code"] == "malformed_body"


def test_a_large_list_is_taken(owner, store):
    boxes = [{"external_id": f"{number}", "labels": {"a": "x" * 4000}} for number in range(300)]
    assert set(outcomes(send(owner, boxes))) == {"created"}


@pytest.mark.parametrize("bad", ["refused", "broken"])
def test_what_the_batch_cannot_take_fails_alone(owner, store, bad):
    response = send(owner, [{"external_id": "a"}, {"external_id": bad}, {"external_id": "b"}])
    assert outcomes(response) == ["created", "failed", "created"]
    code = {"refused": "cannot_rename", "broken": "server_error"}[bad]
    assert response.json()["results"][1]["errors"]["non_field_errors"][0]["code"] == code
    assert b"RuntimeError" not in response.content
    assert names() == ["a", "b"]


def test_a_refusal_of_one_is_a_refusal(owner, store):
    response = send(owner, {"external_id": "refused"})
    assert (response.status_code, response.json()["code"]) == (409, "cannot_rename")


def test_fields_nobody_reads_are_named_at_every_depth(owner, store):
    box = {
        "external_id": "a",
        "id": 3,
        "labels": {"own": {"words": 1}},
        "shelves": [{"place": "1"}, {"place": "2", "colour": {"deep": 1}}],
    }
    (result,) = send(owner, [box]).json()["results"]
    assert result["ignored_fields"] == ["id", "shelves.1.colour"]


def test_only_so_many_ignored_fields_are_named(owner, store):
    (result,) = send(owner, [{"external_id": "a", **{f"f{n}": 1 for n in range(100)}}]).json()["results"]
    assert len(result["ignored_fields"]) == 20


def test_a_repetition_with_its_key_answers_the_same(owner, store):
    body = [{"external_id": "a"}, {"external_id": ""}]
    first = send(owner, body, **{"Idempotency-Key": "k"})
    again = send(owner, body, **{"Idempotency-Key": "k"})
    assert (again.content, again["Idempotent-Replayed"]) == (first.content, "true")
    assert send(owner, body).json()["unchanged"] == 1
