import pytest
from django.test import RequestFactory

from core.models import Store
from crm.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
NAME = "/api/test/name"

HOSTILE = {
    "too deep": (b'{"name":' + b"[" * 21 + b"]" * 21 + b"}", 400, "too_deep"),
    "deep beyond recursion": (b"[" * 500_000, 400, "too_deep"),
    "too many items": (b'{"name":[' + b"1," * 1000 + b"1]}", 422, "invalid"),
    "a null character": (rb'{"name":"a\u0000b"}', 422, "invalid"),
    "a null character in a name": (rb'{"a\u0000b":1}', 422, "invalid"),
    "half a surrogate pair": (rb'{"name":"\ud800"}', 422, "invalid"),
    "half a surrogate pair in a name": (rb'{"\udfff":1}', 422, "invalid"),
    "2 to the 63": (b'{"name":"x","size":9223372036854775808}', 422, "invalid"),
    "a number of 5,000 digits": (b'{"name":"x","size":' + b"9" * 5000 + b"}", 400, "malformed_body"),
    "infinity in disguise": (b'{"name":"x","size":1e999}', 422, "invalid"),
    "NaN": (b'{"name":NaN}', 400, "malformed_body"),
    "broken UTF-8": (b'{"name":"\xff\xfe"}', 400, "malformed_body"),
    "UTF-16": ('{"name":"x"}'.encode("utf-16"), 400, "malformed_body"),
    "a list": (b"[]", 422, "invalid"),
    "a number": (b"1", 422, "invalid"),
    "null": (b"null", 422, "invalid"),
    "nothing": (b"", 422, "invalid"),
    "too long a text": (b'{"name":"' + b"x" * 101 + b'"}', 422, "invalid"),
    "over a megabyte": (b'{"name":"' + b"x" * 1024 * 1024 + b'"}', 413, "too_large"),
}


@pytest.mark.parametrize(("body", "status", "code"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}], ids=["plain", "keyed"])
def test_a_hostile_body_is_refused(owner, store, body, status, code, headers):
    response = owner.post(NAME, body, content_type="application/json", headers=headers)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Store.objects.get(pk=store.pk).name == store.name


def test_the_refused_value_is_pointed_at(owner):
    body = rb'{"name":[{"a":["x","\u0000"]}]}'
    (error,) = owner.post(NAME, body, content_type="application/json").json()["errors"]
    assert (error["field"], error["code"]) == ("name.0.a.1", "null_character")


@pytest.mark.parametrize("charset", ["zlib", "hex", "utf-16", "nonsense", "rot13"])
def test_a_charset_that_is_none_is_ignored(charset):
    """Django would fail before any view runs, so this goes in by the server's door."""
    environ = RequestFactory()._base_environ(
        PATH_INFO="/api/nowhere", QUERY_STRING="a=%ff", CONTENT_TYPE=f"application/json; charset={charset}"
    )
    started = []
    b"".join(application(environ, lambda status, headers: started.append(status)))
    assert started == ["404 Not Found"]


def test_a_null_character_in_the_query_is_refused(owner):
    response = owner.get("/api/test/members?search=a%00b")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "null_character")


def test_a_body_in_chunks_is_not_taken_for_an_empty_one(owner):
    response = owner.generic("POST", NAME, headers={"Transfer-Encoding": "chunked"})
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


def test_too_many_parameters_are_refused(owner):
    query = "&".join(f"a{number}=1" for number in range(1500))
    response = owner.get(f"{NAME}?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
