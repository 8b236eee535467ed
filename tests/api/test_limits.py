import pytest
from django.test import Client, RequestFactory

from crm.errors import our_fault
from customers.models import Customer
from tests.api.conftest import new_key, with_key

ME = "/api/me"


def assert_over(response):
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "too_many_requests"
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["RateLimit-Remaining"] == "0"


def test_an_answer_tells_how_many_calls_are_left(store):
    key = with_key(new_key(store, rate_per_minute=10))
    told = [key.get(ME) for _ in range(2)]
    assert [response["RateLimit-Remaining"] for response in told] == ["9", "8"]
    assert told[0]["RateLimit-Limit"] == "10"
    assert 1 <= int(told[0]["RateLimit-Reset"]) <= 60


def test_beyond_its_limit_a_key_waits_and_nothing_is_done(store):
    slow = with_key(new_key(store, rate_per_minute=2))
    for _ in range(2):
        assert slow.get(ME).status_code == 200
    assert_over(slow.post("/api/customers", {"first_name": "Ana"}, content_type="application/json"))
    assert not Customer.objects.exists()


def test_one_keys_limit_is_not_anothers(store):
    slow, other = (with_key(new_key(store, name=name, rate_per_minute=1)) for name in ("A", "B"))
    slow.get(ME)
    assert slow.get(ME).status_code == 429
    assert other.get(ME).status_code == 200


def test_refused_calls_count(store):
    reader = with_key(new_key(store, scopes=[], rate_per_minute=3))
    for _ in range(3):
        assert reader.get("/api/customers").status_code == 403
    assert_over(reader.get("/api/customers"))


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer rgl_live_guess"}], ids=["none", "wrong"])
def test_an_address_without_a_key_is_counted(headers, monkeypatch):
    monkeypatch.setattr("accounts.throttling.PER_STRANGER", 5)
    stranger = Client(headers=headers)
    assert [stranger.get(ME).status_code for _ in range(5)] == [401] * 5
    assert_over(stranger.get(ME))


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_told_as_a_problem():
    response = Client().get(ME, headers={"Host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_fault_before_the_view_is_told_as_a_problem():
    response = our_fault(RequestFactory().get("/api/customers"))
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert our_fault(RequestFactory().get("/customers"))["Content-Type"].startswith("text/html")
    assert our_fault(RequestFactory().get("/api/docs"))["Content-Type"].startswith("text/html")
