from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.merging import entry_of
from customers.models import Address, Customer, household_of
from customers.services.locations import keep_locations
from tests.factories import CustomerFactory
from tests.threads import at_once

NOW = timezone.now()
LISBON = {
    "name": "Ana López",
    "line_1": "Rua da Rosa 12",
    "postcode": "1200-387",
    "city": "Lisbon",
    "country": "PT",
}
PORTO = {"line_1": "Rua das Flores 3", "postcode": "4050-262", "city": "Porto", "country": "PT"}


@pytest.fixture
def lisbon(customer, actor):
    return services.add_address(customer=customer, by=actor, now=NOW, **LISBON)


@pytest.fixture
def porto(customer, actor, lisbon):
    return services.add_address(customer=customer, by=actor, now=NOW, kind="billing", **PORTO)


def lives_in(customer):
    customer.refresh_from_db()
    return customer.city, customer.country


def mains():
    return list(Address.objects.filter(is_main=True).values_list("city", flat=True))


def names_told():
    return list(EventRecord.objects.order_by("pk").values_list("name", flat=True))


def test_the_first_address_is_the_main_one_and_says_where_the_customer_lives(customer, lisbon):
    assert lisbon.is_main
    assert lives_in(customer) == ("Lisbon", "PT")
    assert names_told() == ["customers.address_added"]


def test_a_second_one_changes_nothing_of_that(customer, porto):
    assert mains() == ["Lisbon"]
    assert lives_in(customer) == ("Lisbon", "PT")


def test_another_becomes_the_main_one(customer, porto, actor):
    services.make_main_address(address=porto, by=actor, now=NOW)
    assert mains() == ["Porto"]
    assert lives_in(customer) == ("Porto", "PT")


def test_the_main_one_stays_until_there_is_another(lisbon, actor):
    with pytest.raises(services.CannotEditAddress, match="Make another"):
        services.edit_address(address=lisbon, by=actor, now=NOW, is_main=False)
    assert mains() == ["Lisbon"]


def test_an_edit_moves_the_customer_and_is_told_with_both_values(customer, lisbon, actor):
    services.edit_address(address=lisbon, by=actor, now=NOW, city=" Faro ", country="pt")
    assert lives_in(customer) == ("Faro", "PT")
    told = EventRecord.objects.get(name="customers.address_edited")
    assert told.changes == {"city": ["Lisbon", "Faro"]}


def test_an_edit_that_changes_nothing_is_not_told(lisbon, actor):
    services.edit_address(address=lisbon, by=actor, now=NOW, **LISBON)
    assert names_told() == ["customers.address_added"]


def test_the_newest_of_the_others_follows_the_main_one(customer, lisbon, porto, actor):
    services.delete_address(address=lisbon, by=actor, now=NOW)
    assert mains() == ["Porto"]
    assert lives_in(customer) == ("Porto", "PT")


def test_undo_brings_the_main_one_back_as_the_main_one(customer, lisbon, porto, actor):
    services.delete_address(address=lisbon, by=actor, now=NOW)
    services.restore_address(address=lisbon, by=actor, now=NOW)
    assert mains() == ["Lisbon"]
    assert lives_in(customer) == ("Lisbon", "PT")


def test_without_an_address_nobody_knows_where_they_live(customer, lisbon, actor):
    services.delete_address(address=lisbon, by=actor, now=NOW)
    assert lives_in(customer) == ("", "")


def test_a_day_later_a_deleted_one_is_gone_for_good(lisbon, actor):
    services.delete_address(address=lisbon, by=actor, now=NOW - timedelta(days=2))
    services.purge_deleted(now=NOW)
    assert not Address.with_deleted.exists()


def test_an_address_of_nothing_is_refused(customer, actor):
    with pytest.raises(services.CannotAddAddress, match="street, a town or a country"):
        services.add_address(customer=customer, by=actor, now=NOW, name="Ana", line_1="  ")
    assert not Address.objects.exists()


def test_an_address_cannot_be_emptied(lisbon, actor):
    nothing = dict.fromkeys(("line_1", "postcode", "city", "country"), "")
    with pytest.raises(services.CannotEditAddress, match="street, a town or a country"):
        services.edit_address(address=lisbon, by=actor, now=NOW, **nothing)
    lisbon.refresh_from_db()
    assert lisbon.city == "Lisbon"


def test_a_country_nobody_knows_is_refused(customer, actor):
    with pytest.raises(services.CannotAddAddress, match="two letters"):
        services.add_address(customer=customer, by=actor, now=NOW, city="Atlantis", country="QQ")
    assert not Address.objects.exists()


def test_the_same_address_again_is_refused(customer, lisbon, actor):
    with pytest.raises(services.CannotAddAddress, match="kept already"):
        services.add_address(customer=customer, by=actor, now=NOW, **LISBON)
    assert Address.objects.count() == 1


def test_there_is_an_end_to_addresses(customer, actor, monkeypatch):
    monkeypatch.setattr("customers.services.addresses.MOST_ADDRESSES", 1)
    services.add_address(customer=customer, by=actor, now=NOW, **LISBON)
    with pytest.raises(services.CannotAddAddress, match="at most 1"):
        services.add_address(customer=customer, by=actor, now=NOW, **PORTO)
    assert Address.objects.count() == 1


def test_an_erased_customer_gets_none(customer, actor):
    Customer.objects.update(status="erased")
    with pytest.raises(services.CannotAddAddress, match="erased"):
        services.add_address(customer=customer, by=actor, now=NOW, **LISBON)
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    "parts",
    [
        ("12 Mill Race", "Flat 3", "LA9 4KO", "GB"),
        ("Rua  da Sé, 4", "", "1100-585", "PT"),
        ("Øster Allé 4", "st. tv.", "2100", "DK"),
        ("%s 1 \\ 2 [x]", "'", "12 345", ""),
        ("", "", "2100", "DK"),
        ("Somewhere", "", "", "DK"),
    ],
)
def test_a_household_is_spelt_the_same_here_and_in_the_database(customer, actor, parts):
    names = ("line_1", "line_2", "postcode", "country")
    made = services.add_address(customer=customer, by=actor, now=NOW, **dict(zip(names, parts, strict=True)))
    made.refresh_from_db()
    assert made.household == household_of(made.line_1, made.line_2, made.postcode, made.country)
    assert bool(made.household) == bool(parts[0] and parts[2])


def test_two_spellings_are_one_household():
    one = household_of("12, Mill Race", "", "la9 4ko", "GB")
    assert one == household_of("12 mill race", "", "LA94KO", "GB")
    assert one != household_of("12 Mill Race", "Flat 2", "LA9 4KO", "GB")


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_first_one_at_once_make_one_main_one(customer, actor):
    def add(parts):
        services.add_address(customer=customer, by=actor, now=NOW, **parts)

    at_once(lambda: add(LISBON), lambda: add(PORTO))
    assert Address.objects.count() == 2
    assert len(mains()) == 1


def test_whoever_lost_the_main_one_elsewhere_gets_the_newest(customer, porto):
    Address.objects.filter(is_main=True).delete()
    keep_locations(customer.store, [customer.pk], NOW)
    assert mains() == ["Porto"]
    assert lives_in(customer) == ("Porto", "PT")


def test_addresses_of_two_who_are_one_come_together_and_apart_again(customer, lisbon, porto, actor):
    entry = entry_of("customers.address.customer")
    other = CustomerFactory(store=customer.store)
    there = services.add_address(customer=other, by=actor, now=NOW, city="Faro", country="PT")
    everything = list(Address.objects.order_by("pk").values())
    assert entry.count(customer.pk, other.pk) == (2, 0)
    moved = entry.take(customer.pk, other.pk)
    assert set(Address.objects.values_list("customer", "is_main", "city")) == {
        (other.pk, True, "Faro"),
        (other.pk, False, "Lisbon"),
        (other.pk, False, "Porto"),
    }
    entry.give_back(customer.pk, other.pk, moved)
    assert list(Address.objects.order_by("pk").values()) == everything
    assert there.is_main


def test_parting_them_works_even_when_another_was_made_the_main_one_since(customer, lisbon, porto, actor):
    entry = entry_of("customers.address.customer")
    other = CustomerFactory(store=customer.store)
    services.add_address(customer=other, by=actor, now=NOW, city="Faro", country="PT")
    moved = entry.take(customer.pk, other.pk)
    services.make_main_address(address=Address.objects.get(city="Porto"), by=actor, now=NOW)
    entry.give_back(customer.pk, other.pk, moved)
    keep_locations(customer.store, [customer.pk, other.pk], NOW)
    assert sorted(mains()) == ["Faro", "Lisbon"]
    assert lives_in(customer) == ("Lisbon", "PT")
