import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import Customer
from tests.factories import CustomerFactory


@pytest.fixture
def add(store, actor):
    return lambda **values: services.add_customer(store=store, by=actor, now=timezone.now(), **values)


def test_writes_contacts_in_one_spelling(add):
    customer = add(email=" Ana@Example.COM ", phone="0044 (20) 7946-0958", first_name=" Ana ")
    customer.refresh_from_db()
    assert customer.email == "ana@example.com"
    assert customer.phone == "+442079460958"
    assert customer.first_name == "Ana"


def test_tells_the_store_who_was_added_and_by_whom(add, actor):
    customer = add(first_name="Ana")
    event = EventRecord.objects.get()
    assert event.name == "customers.customer_added"
    assert (event.customer_id, event.actor_id) == (customer.pk, actor.id)


def test_an_address_in_use_is_refused_and_says_whose(add, customer):
    with pytest.raises(services.CannotAddCustomer, match="Ana López already has") as refusal:
        add(email="ANA@example.com")
    assert refusal.value.existing == customer
    assert refusal.value.code == "duplicate_email"
    assert Customer.objects.count() == 1
    assert not EventRecord.objects.exists()


def test_another_store_may_know_the_same_person(add):
    CustomerFactory(email="ana@example.com")
    assert add(email="ana@example.com").pk


def test_the_address_of_a_deleted_customer_is_free(add, customer, actor):
    services.delete_customer(customer=customer, by=actor, now=timezone.now())
    assert add(email="ana@example.com").pk != customer.pk


def test_nobody_at_all_is_refused(add):
    with pytest.raises(services.CannotAddCustomer, match="name, an e-mail address or a phone"):
        add(first_name="  ", email="")
    assert not Customer.objects.exists()


@pytest.mark.parametrize("phone", ["020 7946 0958", "+12", "+44 call me", "+" + "1" * 16])
def test_a_phone_number_without_country_code_or_sense_is_refused(add, phone):
    with pytest.raises(ValidationError, match="country code"):
        add(first_name="Ana", phone=phone)
    assert not Customer.objects.exists()
