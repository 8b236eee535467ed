import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from tests.factories import CustomerFactory


@pytest.fixture
def edit(customer, actor):
    return lambda **values: services.edit_customer(customer=customer, by=actor, now=timezone.now(), **values)


def test_the_log_keeps_old_and_new(edit):
    edit(last_name="Ruiz", phone="+34 600 000 000")
    assert EventRecord.objects.get().changes == {
        "last_name": ["López", "Ruiz"],
        "phone": ["", "+34600000000"],
    }


def test_what_is_not_given_stays(edit, customer):
    edit(last_name="Ruiz")
    customer.refresh_from_db()
    assert (customer.first_name, customer.email) == ("Ana", "ana@example.com")


def test_nothing_new_writes_nothing(edit, customer):
    edit(first_name="Ana", email="ANA@example.com")
    before = customer.updated_at
    customer.refresh_from_db()
    assert customer.updated_at == before
    assert not EventRecord.objects.exists()


def test_taking_anothers_address_is_refused(edit, customer):
    CustomerFactory(store=customer.store, first_name="Ben", last_name="Okoye", email="ben@example.com")
    with pytest.raises(services.CannotEditCustomer, match="Ben Okoye already has"):
        edit(email="ben@example.com")
    customer.refresh_from_db()
    assert customer.email == "ana@example.com"
    assert not EventRecord.objects.exists()


def test_a_customer_cannot_become_nobody(edit, customer):
    with pytest.raises(services.CannotEditCustomer, match="Keep a name"):
        edit(first_name="", last_name="", email="")
    customer.refresh_from_db()
    assert customer.name == "Ana López"


def test_only_details_can_be_edited(edit):
    with pytest.raises(TypeError):
        edit(status="suspended")
