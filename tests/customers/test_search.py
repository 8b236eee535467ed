import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customers.models import ExternalId
from customers.queries import searched
from tests.factories import CustomerFactory

NUMBER = "+442079460958"


@pytest.fixture
def ana(store):
    return CustomerFactory(
        store=store, first_name="Ána María", last_name="O'Brien-Łuk", email="ana.o@example.com", phone=NUMBER
    )


@pytest.mark.parametrize(
    "term",
    [
        "ana",
        "ÁNA",
        "mar",
        "luk ana",
        "o'brien",
        "brien an",
        "ana.o@ex",
        "ANA.O@",
        "+44 20",
        "0044207",
        "44 (20)",
    ],
)
def test_finds_by_name_address_or_number(store, ana, term):
    CustomerFactory(store=store, first_name="Zoe", last_name="Quist", email="zoe@example.com")
    assert list(store.customers.matching(term)) == [ana]


@pytest.mark.parametrize("term", ["rien", "ana zoe", "@", "!!!", "+45", "'", "a:*|q"])
def test_finds_nothing_else(store, ana, term):
    assert list(store.customers.matching(term)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60))
def test_no_term_is_an_error(store, term):
    assert store.customers.matching(term).count() == 0


def test_a_name_that_grows_when_folded_can_be_kept(store):
    CustomerFactory(store=store, first_name="\ufdfa" * 100, last_name="\U0001d160" * 100)
    assert store.customers.count() == 1


@pytest.mark.parametrize("term", ["7007", " 7007 ", "C-12/b"])
def test_finds_by_a_whole_external_id_of_the_store(store, ana, term):
    for customer in (ana, CustomerFactory()):
        ExternalId.objects.create(store=customer.store, customer=customer, value=term.strip())
    assert list(searched(store, store.customers.all(), term)) == [ana]
    assert not searched(store, store.customers.all(), term.strip()[:-1]).exists()
