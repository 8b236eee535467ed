import pytest
from pytest_django.asserts import assertContains, assertNotContains

from customers.models import AccountStatus
from tests.factories import CustomerFactory
from tests.markup import on_one_line

MOST_QUERIES = 13


@pytest.fixture
def many(store):
    return [CustomerFactory(store=store, first_name=f"Ana{i:03}", last_name="Ruiz") for i in range(120)]


def rows(response) -> list[str]:
    return [str(row.object) for row in response.context["listing"].rows]


def test_shows_the_newest_first_with_a_total_and_pages(owner, many):
    response = owner.get("/customers")
    assert rows(response) == [str(c) for c in reversed(many[70:])]
    assert "<b>120</b> customers" in on_one_line(response)
    assertContains(response, "1–50 of 120")
    assert rows(owner.get("/customers?page=3")) == [str(c) for c in reversed(many[:20])]


def test_filters_sorts_and_searches_by_its_address(owner, store):
    CustomerFactory(store=store, first_name="Zoe", last_name="Quist", status=AccountStatus.SUSPENDED)
    CustomerFactory(store=store, first_name="Ana", last_name="Ruiz", status=AccountStatus.SUSPENDED)
    CustomerFactory(store=store, first_name="Ben", last_name="Ruiz")
    assert rows(owner.get("/customers?status=suspended&sort=name")) == ["Zoe Quist", "Ana Ruiz"]
    assert rows(owner.get("/customers?search=rui&sort=-name")) == ["Ben Ruiz", "Ana Ruiz"]


def test_a_page_takes_few_queries(owner, many, at_most):
    owner.get("/customers")  # the first page of a session also writes the session
    with at_most(MOST_QUERIES):
        owner.get("/customers?search=ana&status=active&sort=name")


def test_asked_by_the_list_itself_answers_the_list_alone(owner, many):
    response = owner.get(
        "/customers?search=ana&status=", headers={"HX-Request": "true", "HX-Target": "data-table#list"}
    )
    assertNotContains(response, "<html")
    assert response["HX-Push-Url"] == "/customers?search=ana"
    assert "HX-Request" in response["Vary"]


def test_an_empty_store_is_told_what_to_do(owner, agent):
    assertContains(owner.get("/customers"), "Your customers live here")
    assertContains(owner.get("/customers"), 'href="/customers/new"')
    assertNotContains(agent.get("/customers"), 'href="/customers/new"')


def test_filters_that_match_nothing_offer_to_be_cleared(owner, many):
    response = owner.get("/customers?status=suspended")
    assertContains(response, "No customers match")
    assertContains(response, "Clear filters")
