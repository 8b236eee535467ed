import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import EventRecord
from customers.merging import entry_of
from customers.models import Customer, Relation
from customers.queries.relations import related_to, same_address_as
from customers.services import relations as services
from tests.factories import AddressFactory, CustomerFactory
from tests.threads import at_once

NOW = timezone.now()


@pytest.fixture
def ben(store):
    ben = CustomerFactory(store=store, first_name="Ben", last_name="Okoro", email="ben@example.com")
    ben.refresh_from_db()
    return ben


def relate(customer, other, kind, actor, **more):
    return services.relate_customers(customer=customer, other=other, kind=kind, by=actor, now=NOW, **more)


def seen(customer):
    return [(each.person.first_name, each.label) for each in related_to(customer)]


def test_a_relation_stands_on_both_pages(customer, ben, actor):
    relate(customer, ben, "family", actor)
    assert seen(customer) == [("Ben", "Family")]
    assert seen(ben) == [("Ana", "Family")]
    told = EventRecord.objects.filter(name="customers.related").values_list("customer_id", flat=True)
    assert set(told) == {customer.pk, ben.pk}


def test_who_gives_gifts_and_who_gets_them_read_it_differently(customer, ben, actor):
    relate(customer, ben, "gifts", actor)
    assert seen(customer) == [("Ben", "Gives gifts to")]
    assert seen(ben) == [("Ana", "Gets gifts from")]
    relate(ben, customer, "gifts", actor)
    assert len(seen(ben)) == 2


def test_the_same_from_the_other_end_is_refused(customer, ben, actor):
    relate(customer, ben, "family", actor)
    with pytest.raises(services.CannotRelateCustomers, match="known already"):
        relate(ben, customer, "family", actor)
    assert Relation.objects.count() == 1


def test_nobody_is_related_to_themselves(customer, actor):
    with pytest.raises(services.CannotRelateCustomers, match="somebody else"):
        relate(customer, customer, "family", actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(store=customer.store, customer=customer, other=customer, kind="family")
    assert not Relation.objects.exists()


def test_an_erased_person_is_left_alone(customer, ben, actor):
    Customer.objects.filter(pk=ben.pk).update(status="erased")
    with pytest.raises(services.CannotRelateCustomers, match="erased"):
        relate(customer, ben, "family", actor)
    assert not Relation.objects.exists()


def test_people_of_two_shops_are_a_mistake_of_ours(customer, actor):
    with pytest.raises(ValueError, match="different stores"):
        relate(customer, CustomerFactory(), "family", actor)


def test_taken_back_it_is_gone_from_both(customer, ben, actor):
    services.unrelate_customers(relation=relate(customer, ben, "business", actor), by=actor, now=NOW)
    assert seen(customer) == seen(ben) == []
    assert EventRecord.objects.filter(name="customers.unrelated").count() == 2


def test_a_deleted_person_is_out_of_sight(customer, ben, actor):
    relate(customer, ben, "family", actor)
    Customer.objects.filter(pk=ben.pk).update(deleted_at=NOW)
    assert seen(customer) == []


def test_who_lives_there_too_is_suggested(customer, ben, actor):
    AddressFactory(customer=customer, line_1="12 Mill Race", postcode="LA9 4KO")
    AddressFactory(customer=ben, line_1="12, mill race", postcode="la94ko")
    AddressFactory(customer=CustomerFactory(store=customer.store), line_1="14 Mill Race")
    assert same_address_as(customer) == [ben]
    relate(ben, customer, "same_address", actor)
    assert same_address_as(customer) == []


def test_a_post_room_suggests_nobody(customer):
    for one in [customer, *CustomerFactory.create_batch(9, store=customer.store)]:
        AddressFactory(customer=one, line_1="1 Big Tower", postcode="E1 1CK")
    assert same_address_as(customer) == []


def test_after_a_merge_nobody_is_related_to_themselves_and_an_unmerge_restores_it(customer, ben, actor):
    cleo = CustomerFactory(store=customer.store)
    relate(customer, ben, "family", actor)
    relate(cleo, customer, "family", actor)
    before = list(Relation.objects.order_by("pk").values())
    done = [
        (entry, entry.take(customer.pk, ben.pk))
        for entry in (entry_of("customers.relation.customer"), entry_of("customers.relation.other"))
    ]
    assert [each.person for each in related_to(ben)] == [cleo, customer]
    for entry, moved in reversed(done):
        entry.give_back(customer.pk, ben.pk, moved)
    assert list(Relation.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_two_who_say_the_same_at_once_say_it_once(customer, ben, actor):
    outcomes = at_once(
        lambda: relate(customer, ben, "family", actor), lambda: relate(ben, customer, "family", actor)
    )
    assert Relation.objects.count() == 1
    assert sum(isinstance(each, services.CannotRelateCustomers) for each in outcomes) == 1


def at(customer, *rest):
    return "/".join((f"/customers/{customer.public_id}/related", *map(str, rest)))


def test_the_page_finds_people_and_relates_the_chosen_one(owner, customer, ben):
    found = owner.get(at(customer, "people"), {"search": "oko"}).content.decode()
    assert "ben@example.com" in found
    sent = {"search": "oko", "other": str(ben.public_id), "kind": "gets_gifts", "note": "Brother"}
    owner.post(at(customer, "add"), sent)
    relation = Relation.objects.get()
    assert (relation.customer, relation.other, relation.kind) == (ben, customer, "gifts")
    page = owner.get(at(customer)).content.decode()
    assert "Gets gifts from" in page
    assert "Brother" in page
    relation.refresh_from_db()
    owner.post(at(customer, relation.public_id, "remove"))
    assert not Relation.objects.exists()


def test_the_page_asks_for_a_person_and_shows_those_found(owner, customer, ben):
    answer = owner.post(at(customer, "add"), {"search": "ben", "kind": "family"})
    assert answer.status_code == 422
    assert "Choose a person" in answer.content.decode()
    assert "ben@example.com" in answer.content.decode()
    assert not Relation.objects.exists()


def test_a_suggestion_is_kept_with_a_click(owner, customer, ben):
    owner.post(at(customer, "same-address", ben.public_id))
    assert Relation.objects.get().kind == "same_address"
