import pytest
from django.utils import timezone

from core.actors import SYSTEM
from customers.models import Address, Customer
from customers.services import addresses as services
from tests.api.test_customers import call
from tests.factories import CustomerFactory

LISBON = {"line_1": "Rua da Rosa 12", "postcode": "1200-387", "city": "Lisbon", "country": "PT"}


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


@pytest.fixture
def all_of_them(customer):
    return f"/api/customers/{customer.public_id}/addresses"


@pytest.fixture
def one(all_of_them, customer):
    address = services.add_address(customer=customer, by=SYSTEM, now=timezone.now(), **LISBON)
    address.refresh_from_db()
    return f"{all_of_them}/{address.public_id}"


def test_an_address_is_added_and_told_as_an_envelope_has_it(program, all_of_them):
    answer = call(program, "POST", all_of_them, LISBON)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert {name: told[name] for name in LISBON} == LISBON
    assert told["lines"] == ["Rua da Rosa 12", "1200-387 Lisbon", "Portugal"]
    assert (told["is_main"], told["source"]) == (True, "api")
    assert answer["Location"] == f"{all_of_them}/{told['id']}"


def test_the_main_one_is_listed_first(program, all_of_them, one):
    call(program, "POST", all_of_them, {"city": "Porto", "country": "PT", "is_main": True})
    told = call(program, "GET", all_of_them).json()
    assert [row["city"] for row in told["results"]] == ["Porto", "Lisbon"]


def test_what_was_read_may_be_put_back(program, one):
    read = call(program, "GET", one).json()
    assert call(program, "PUT", one, read).json() == read


def test_put_empties_what_is_not_given(program, one):
    call(program, "PUT", one, {"city": "Faro"})
    address = Address.objects.get()
    assert (address.city, address.line_1, address.country) == ("Faro", "", "")
    assert Customer.objects.get().city == "Faro"


def test_patch_changes_one_part(program, one):
    assert call(program, "PATCH", one, {"line_2": "3.º Esq."}).json()["line_2"] == "3.º Esq."


def test_the_main_one_cannot_step_back_by_itself(program, one):
    answer = call(program, "PATCH", one, {"is_main": False})
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_edit_address")
    assert Address.objects.get().is_main


def test_deleting_takes_it_away(program, one):
    assert call(program, "DELETE", one).status_code == 204
    assert call(program, "GET", one).status_code == 404


@pytest.mark.parametrize("country", ["Portugal", "PTX", "QQ"])
def test_a_country_is_two_letters(program, all_of_them, country):
    answer = call(program, "POST", all_of_them, {**LISBON, "country": country})
    assert answer.status_code == 422
    assert not Address.objects.exists()
