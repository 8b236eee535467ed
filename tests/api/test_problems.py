import pytest
from django.test import Client

from core.models import Store

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
NAME = "/api/test/name"


def post(client, url, body, **headers):
    return client.post(url, body, content_type="application/json", headers=headers)


def assert_problem(response, status, code):
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert (response.status_code, told["status"], told["code"]) == (status, status, code), told
    assert set(told) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
    return told


def test_a_good_body_is_answered(owner, store):
    response = post(owner, NAME, {"name": "Harbour"})
    assert response.status_code == 201
    assert response.json() == {"name": "Harbour", "id": str(store.public_id)}


def test_invalid_values_are_told_per_field(owner, store):
    told = assert_problem(post(owner, NAME, {"name": "", "size": "many"}), 422, "invalid")
    assert told["errors"] == [
        {"field": "name", "code": "blank", "message": "This field may not be blank."},
        {"field": "size", "code": "invalid", "message": "A valid integer is required."},
    ]
    store.refresh_from_db()
    assert store.name != ""


def test_an_unknown_field_is_refused_with_a_hint(owner):
    told = assert_problem(post(owner, NAME, {"name": "x", "nmae": "y"}), 422, "invalid")
    assert told["errors"] == [
        {"field": "nmae", "code": "unknown", "message": "Unknown field. Known here: name, size."}
    ]


def test_what_get_gave_may_be_sent_back(owner, store):
    shown = owner.get(NAME).json()
    assert post(owner, NAME, {**shown, "id": "0190a1b2-0000-7000-8000-000000000000"}).status_code == 201
    store.refresh_from_db()
    assert str(store.public_id) == shown["id"]


def test_an_unknown_parameter_is_refused(owner):
    told = assert_problem(owner.get(NAME, {"field": "name"}), 422, "invalid")
    assert told["errors"][0] == {
        "field": "field",
        "code": "unknown",
        "message": "Unknown parameter. Known here: fields.",
    }


def test_malformed_json_is_a_bad_request(owner):
    assert_problem(post(owner, NAME, "{not json"), 400, "malformed_body")


def test_a_refusal_keeps_its_code_and_changes_nothing(owner, store):
    before = store.name
    told = assert_problem(post(owner, NAME, {"name": "refuse"}), 409, "cannot_rename")
    assert told["detail"] == "That name is taken."
    assert Store.objects.get(pk=store.pk).name == before


def test_without_a_key_the_caller_is_asked_to_sign_in(db):
    response = Client().get(NAME)
    assert_problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_missing_permission_is_named(agent, store):
    told = assert_problem(post(agent, NAME, {"name": "x"}), 403, "permission_denied")
    assert told["detail"] == "This needs the permission settings.edit_store."


def test_a_session_must_send_its_csrf_token(owner, store):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = owner.cookies
    assert_problem(post(strict, NAME, {"name": "x"}), 403, "permission_denied")


def test_an_unknown_method_is_told_before_the_permission(agent):
    response = agent.delete(NAME)
    assert_problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_an_unknown_address_is_no_page(owner):
    assert_problem(owner.get("/api/nowhere"), 404, "not_found")
    assert_problem(Client().post("/api/nowhere/else"), 404, "not_found")


def test_another_answer_format_is_not_acceptable(owner):
    assert_problem(owner.get(NAME, headers={"Accept": "text/csv"}), 406, "not_acceptable")


def test_another_body_format_is_unsupported(owner):
    assert_problem(owner.post(NAME, {"name": "x"}), 415, "unsupported_media_type")


def test_an_unforeseen_error_tells_nothing_but_the_request_id(owner):
    owner.raise_request_exception = False
    response = owner.get("/api/test/broken", headers={"X-Request-Id": "abc-1"})
    assert_problem(response, 500, "server_error")
    assert b"hunter2" not in response.content
    assert b"Traceback" not in response.content
    assert response.json()["request_id"] == response["X-Request-Id"] != ""


def test_head_and_options_answer_without_a_body(owner):
    assert owner.head(NAME).status_code == 200
    response = owner.options(NAME)
    assert (response.status_code, response["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert Client().options(NAME).status_code == 401


def test_no_origin_is_let_in(owner):
    response = owner.get(NAME, headers={"Origin": "https://evil.example"})
    assert not [name for name in response.headers if name.lower().startswith("access-control")]
