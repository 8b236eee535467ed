from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import Customer, CustomerTag, ExternalId
from tests.customers.importing.files import as_csv, checked, imported, undone
from tests.factories import CustomerFactory

HEADING = ("Email", "ID", "First name", "Phone")
ANA = ("ana@example.com", "7", "Anna", "+351912345678")
BEN = ("ben@example.com", "8", "Ben", "")


def test_those_it_added_are_gone_and_those_it_changed_as_before(store, actor, customer):
    batch = undone(imported(store, as_csv(HEADING, ANA, BEN), actor, key="email", tags=["Fair"]), actor)
    assert (batch.state, batch.deleted, batch.put_back, batch.left_alone) == ("undone", 1, 1, 0)
    customer.refresh_from_db()
    assert (customer.first_name, customer.phone) == ("Ana", "")
    assert list(Customer.objects.all()) == [customer]
    assert not ExternalId.objects.filter(customer=customer).exists()
    assert not CustomerTag.objects.filter(customer=customer, tag__kind="manual").exists()
    assert EventRecord.objects.filter(name="customers.customer_deleted").count() == 1
    told = EventRecord.objects.filter(name="customers.customer_edited").latest("pk")
    assert told.changes["first_name"] == ["Anna", "Ana"]


def test_what_was_changed_since_stays_and_is_said(store, actor, customer):
    batch = imported(store, as_csv(HEADING, ANA, BEN), actor, key="email")
    ben = Customer.objects.get(email="ben@example.com")
    services.add_note(customer=ben, text="Called", by=actor, now=timezone.now())
    services.edit_customer(customer=customer, first_name="Anita", by=actor, now=timezone.now())
    batch = undone(batch, actor)
    assert (batch.deleted, batch.put_back, batch.left_alone) == (0, 1, 2)
    customer.refresh_from_db()
    assert (customer.first_name, customer.phone) == ("Anita", "")
    assert Customer.objects.filter(pk=ben.pk).exists()
    assert {error.value for error in batch.job.errors.all()} == {"Anita López", "Ben"}


def test_an_address_given_away_since_does_not_come_back(store, actor, customer):
    ExternalId.objects.create(store=store, customer=customer, value="7")
    batch = imported(store, as_csv(HEADING, ("new@example.com", "7", "", "")), actor)
    CustomerFactory(store=store, email="ana@example.com")
    batch = undone(batch, actor)
    customer.refresh_from_db()
    assert (customer.email, batch.left_alone) == ("new@example.com", 1)


def test_two_imports_are_undone_one_after_the_other(store, actor, customer):
    first = imported(store, as_csv(HEADING, ANA), actor, key="email")
    second = imported(store, as_csv(HEADING, ("ana@example.com", "7", "Annie", "")), actor, key="email")
    undone(second, actor)
    customer.refresh_from_db()
    assert customer.first_name == "Anna"
    undone(first, actor)
    customer.refresh_from_db()
    assert customer.first_name == "Ana"


def test_after_thirty_days_it_is_too_late(store, actor):
    batch = imported(store, as_csv(HEADING, BEN), actor)
    later = timezone.now() + timedelta(days=31)
    with pytest.raises(services.CannotUndoImport, match="no longer"):
        services.undo_import(batch=batch, by=actor, now=later)
    assert services.forget_imports(later) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.path, batch.parts.count()) == ("done", "", 0)
    assert Customer.objects.count() == 1


def test_a_file_only_checked_is_forgotten_altogether(store, actor):
    batch = checked(store, as_csv(HEADING, BEN), actor)
    services.discard_import(batch=batch, by=actor, now=timezone.now())
    assert not type(batch).objects.exists()
    assert not Customer.objects.exists()
