from datetime import UTC, datetime

import pytest

from accounts.models import Membership
from accounts.roles import Role
from core.counting import Count, capped_count
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
MEMBERS = "/api/test/members"


@pytest.fixture
def team(store, owner):
    """Seven more, three of whom never signed in."""
    days = [3, None, 1, None, 2, None, 2]
    for index, day in enumerate(days):
        signed_in = day and datetime(2026, 1, day, microsecond=123457, tzinfo=UTC)
        user = UserFactory(name=f"Member {index}", last_login=signed_in)
        MembershipFactory(store=store, user=user, role=Role.SALES)


def names(response):
    assert response.status_code == 200, response.json()
    return [row["name"] for row in response.json()["results"]]


def test_a_page_tells_the_count_and_its_neighbours(owner, team):
    response = owner.get(MEMBERS, {"page": 2, "page_size": 3})
    told = response.json()
    assert len(told["results"]) == 3
    assert (told["count"], told["count_is_exact"]) == (8, True)
    assert told["next"] == f"http://testserver{MEMBERS}?page=3&page_size=3"
    assert told["previous"] == f"http://testserver{MEMBERS}?page=1&page_size=3"
    assert response["Link"] == f'<{told["next"]}>; rel="next", <{told["previous"]}>; rel="prev"'


def test_the_last_page_has_no_next_and_beyond_it_is_empty(owner, team):
    assert owner.get(MEMBERS, {"page": 3, "page_size": 3}).json()["next"] is None
    assert names(owner.get(MEMBERS, {"page": 400})) == []


@pytest.mark.parametrize("ordering", ["joined", "-joined", "name", "-name", "signed_in", "-signed_in"])
def test_a_cursor_visits_every_row_once_in_order(owner, team, ordering):
    together = names(owner.get(MEMBERS, {"ordering": ordering}))
    seen, url = [], f"{MEMBERS}?cursor=&page_size=2&ordering={ordering}"
    while url:
        response = owner.get(url)
        seen += names(response)
        url = response.json()["next"]
    assert seen == together
    assert len(seen) == 8


@pytest.mark.parametrize("ordering", ["signed_in", "-signed_in"])
def test_rows_without_a_value_come_last_either_way(owner, team, ordering):
    response = owner.get(MEMBERS, {"ordering": ordering, "search": "Member"})
    assert set(names(response)[-3:]) == {"Member 1", "Member 3", "Member 5"}


def test_rows_added_meanwhile_move_nobody(owner, team, store):
    first = owner.get(MEMBERS, {"cursor": "", "page_size": 4, "ordering": "-joined"})
    MembershipFactory(store=store)
    second = owner.get(first.json()["next"])
    assert not set(names(first)) & set(names(second))
    assert len(names(second)) == 4


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "x"},
        {"page": ""},
        {"page": "99999999999999999999"},
        {"page": "²"},
        {"page_size": "201"},
        {"cursor": "forged"},
        {"ordering": "password"},
        {"ordering": "-"},
        {"fields": "password"},
        {"fields": ",,"},
        {"fields": "name,"},
        {"fields": ""},
        {"ordering": "name,,joined"},
        {"role": "king"},
        {"role": ""},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_wrong_parameter_is_told_by_name(owner, query):
    response = owner.get(MEMBERS, query)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] in query


def test_a_cursor_fits_only_its_ordering(owner, team):
    url = owner.get(MEMBERS, {"cursor": "", "page_size": 2, "ordering": "name"}).json()["next"]
    response = owner.get(url.replace("ordering=name", "ordering=-name"))
    assert response.json()["errors"][0]["field"] == "cursor"


def test_filters_and_search_narrow_the_count_too(owner, team):
    assert owner.get(MEMBERS, {"role": "sales"}).json()["count"] == 7
    assert names(owner.get(MEMBERS, {"search": "member 4"})) == ["Member 4"]


def test_fields_thin_the_answer(owner, team):
    response = owner.get(MEMBERS, {"fields": "name,role", "page_size": 1})
    assert set(response.json()["results"][0]) == {"id", "name", "role"}


def test_a_list_shows_one_store_only(owner, team, stranger):
    assert len(names(owner.get(MEMBERS))) == 8
    assert len(names(stranger.get(MEMBERS))) == 1


def test_a_page_further_on_has_the_rows_of_one_long_page(owner, team):
    whole = names(owner.get(MEMBERS, {"ordering": "-signed_in"}))
    assert names(owner.get(MEMBERS, {"ordering": "-signed_in", "page": 2, "page_size": 3})) == whole[3:6]


def test_a_large_count_is_estimated(team, monkeypatch):
    monkeypatch.setattr("core.counting.EXACT_BELOW", 5)
    count = capped_count(Membership.objects.all())
    assert count.number >= 5
    assert not count.is_exact


def test_a_small_count_is_exact(team):
    assert capped_count(Membership.objects.filter(role=Role.SALES)) == Count(7, is_exact=True)
