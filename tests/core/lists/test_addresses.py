"""Whatever an address of a list says, the answer is a list."""

import pytest
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.counting import Count

JUNK = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
NAMES = [
    "search", "status", "reachable", "source", "added_from", "added_until",
    "sort", "after", "before", "page", "start", "view", "columns", "unknown",
]  # fmt: skip
VALUES = st.one_of(
    JUNK,
    st.sampled_from(
        ["active", "-added", "name", "2026-02-30", "9999-12-31", "0001-01-01", "0", "-1", "1e9", "all"]
    ),
)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_senseless_parameters_never_fail(owner, crowd, pairs):
    assert owner.get(f"/customers?{urlencode(pairs)}").status_code in (200, 302)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_senseless_parameters_never_fail_in_a_long_list(owner, crowd, long_list, pairs):
    assert owner.get(f"/customers?{urlencode(pairs)}").status_code in (200, 302)


@pytest.fixture
def long_list(monkeypatch):
    """As if the list were too long to count: it is then walked by cursors."""
    monkeypatch.setattr("core.lists.listing.capped_count", lambda rows: Count(312_345, is_exact=False))


def test_a_filter_that_makes_no_sense_is_shown_as_typed_and_left_out(owner, crowd):
    listing = owner.get("/customers?status=nope&search=ana").context["listing"]
    assert listing.state.problems.keys() == {"status"}
    assert len(listing.rows) == 23


def test_long_lists_say_about_how_many_and_lead_on_by_cursor(owner, crowd, long_list, monkeypatch):
    monkeypatch.setattr("customers.tables.CUSTOMERS.__class__.page_size", 10, raising=False)
    listing = owner.get("/customers?sort=email").context["listing"]
    assert listing.total == "~312k"
    assert "page=" not in listing.next_url or listing.next_url == ""


def test_the_exact_number_comes_later(owner, crowd):
    assert owner.get("/customers/count?status=suspended").content == b"2"


def test_a_search_typed_on_makes_one_step_of_history(owner, crowd):
    def typed(before, after):
        return owner.get(
            f"/customers?search={after}",
            headers={
                "HX-Request": "true",
                "HX-Target": "data-table#list",
                "HX-Current-URL": f"http://testserver/customers{before}",
            },
        )

    assert "HX-Push-Url" in typed("", "a")
    assert typed("?search=a", "an")["HX-Replace-Url"] == "/customers?search=an"
