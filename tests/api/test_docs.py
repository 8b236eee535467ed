import inspect
import json
import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from core.api import IntakeView
from core.api.delivery import LARGEST_ITEM
from core.api.problem_codes import PROBLEM_CODES
from core.api.reference import areas
from crm import reference
from crm.embedded import ROOT
from tests.test_store_isolation_api import DOCUMENT, OPERATIONS

DOCS = "/api/docs"
AREAS = areas(DOCUMENT, "https://shop.example")


def test_members_read_the_guide(owner, agent):
    for member in (owner, agent):
        assertContains(member.get(DOCS), "Doing things once")


def test_others_are_asked_to_sign_in(db):
    for url in (DOCS, f"{DOCS}/customers"):
        response = Client().get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/")


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_an_areas_page_shows_each_call(owner, area):
    response = owner.get(f"{DOCS}/{area.slug}")
    for call in area.calls:
        assertContains(response, f'id="{call.id}"')
        assertContains(response, call.path)
    assert "style=" not in response.content.decode()


def test_every_operation_is_in_an_area():
    assert sorted(call.id for area in AREAS for call in area.calls) == sorted(OPERATIONS)


def test_an_area_that_is_none_is_not_found(owner):
    assert owner.get(f"{DOCS}/nowhere").status_code == 404


def test_a_search_looks_at_calls_and_fields(owner):
    found = owner.get(DOCS, {"q": "note pinned"})
    assertContains(found, "customers#add_note")
    assertNotContains(found, "customers#delete_customer")
    assertContains(owner.get(DOCS, {"q": "<script>\0"}), "&lt;script&gt;")


def test_a_search_from_the_page_answers_with_its_part(owner):
    response = owner.get(DOCS, {"q": "note"}, headers={"HX-Request": "true"})
    assertNotContains(response, "<html")
    assertContains(response, "add_note")


def test_the_example_command_sends_what_works():
    (call,) = [call for area in AREAS for call in area.calls if call.id == "add_note"]
    assert call.curl == (
        "curl -X POST https://shop.example/api/customers/{customer_id}/notes \\\n"
        '  -H "Authorization: Bearer $REGULARS_KEY" \\\n'
        '  -H "Idempotency-Key: $(uuidgen)" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        '  -d \'{"text": "Prefers to be called after six."}\''
    )


def test_fields_are_told_in_words():
    (call,) = [call for area in AREAS for call in area.calls if call.id == "list_customers"]
    kinds = {value.name: value.kind for value in (*call.parameters, *call.answer)}
    assert kinds["page_size"] == "whole number from 1 to 200"
    assert kinds["added_from"] == "date"
    assert kinds["results[].id"] == "id"
    assert kinds["results[].email"] == "e-mail address, at most 254 characters or null"
    (status,) = [value for value in call.parameters if value.name == "status"]
    assert status.choices == ["active", "suspended", "banned", "erased"]


def test_every_code_of_the_api_is_explained():
    source = "".join(path.read_text() for path in (ROOT / "core/api").glob("*.py"))
    raised = set(re.findall(r'(?:Refusal\(\s*\d+, |status=\d+, code=)"(\w+)"', source))
    assert raised
    assert raised <= PROBLEM_CODES.keys()


def test_the_guide_names_the_limits_that_hold():
    guide = (ROOT / "docs/api.md").read_text()
    for words in (
        "at most 200",
        "1 MB, 20 levels and 1,000 items",
        "Within 72 hours",
        "From 10,001 on",
        f"A body has {IntakeView.largest_body // 2**20} MB, an item {LARGEST_ITEM // 1024} kB",
    ):
        assert words in guide.replace("\n", " ")


def test_where_it_is_public_visitors_get_it_without_the_shell(rf):
    request = rf.get(DOCS)
    request.membership, request.htmx = None, False
    response = inspect.unwrap(reference.guide)(request)
    assertContains(response, "Doing things once")
    assertContains(response, "Sign in")
    assertNotContains(response, "sidebar")


def test_what_the_guide_sends_gets_the_answer_it_shows(program):
    guide = (ROOT / "docs/api.md").read_text()
    sent = re.findall(r"example(/api/(?:customers|products)) [^']*-d '([^']*)'", guide)
    (customer, products), (shown,) = sent, re.findall(r"```\n(\{\n  \"results\"[^`]*)```", guide)
    first = program.post(*customer, content_type="application/json")
    assert (first.status_code, first.json()["outcome"]) == (201, "created")
    told, expected = program.post(*products, content_type="application/json").json(), json.loads(shown)
    expected["results"][0]["id"] = told["results"][0]["id"]
    assert told == expected
