"""Tags: made, renamed, merged, given to many and taken back."""

from functools import partial

import pytest
from django.utils import timezone

from core.models import BulkRun, EventRecord, Job
from customers import services
from customers.models import CustomerTag, Tag, TagKind
from tests.factories import CustomerFactory, StoreFactory
from tests.threads import at_once

NOW = timezone.now()


def tagged(name):
    return set(CustomerTag.objects.filter(tag__name=name).values_list("customer_id", flat=True))


@pytest.fixture
def at_risk(store):
    return Tag.objects.create(store=store, name="At risk", kind=TagKind.RULE, source_key="at_risk")


def test_a_tag_is_made_when_it_is_first_given(customer, actor):
    services.tag_customer(customer=customer, tag="  Whole  sale ", by=actor, now=NOW)
    tag = Tag.objects.get()
    assert (tag.name, tag.kind, tag.store) == ("Whole sale", TagKind.MANUAL, customer.store)
    told = EventRecord.objects.get(name="customers.customer_tagged")
    assert (told.customer_id, told.payload["tag"]) == (customer.pk, "Whole sale")


def test_the_same_word_in_other_letters_is_the_same_tag(customer, actor):
    services.add_tag(store=customer.store, name="VIP", by=actor, now=NOW)
    services.tag_customer(customer=customer, tag="vip", by=actor, now=NOW)
    assert tagged("VIP") == {customer.pk}
    with pytest.raises(services.CannotAddTag, match="already"):
        services.add_tag(store=customer.store, name="Vip", by=actor, now=NOW)
    assert Tag.objects.count() == 1


def test_whoever_has_it_already_is_skipped_and_the_others_go_on(customer, actor):
    other = CustomerFactory(store=customer.store)
    services.tag_customer(customer=customer, tag="Press", by=actor, now=NOW)
    outcome = services.tag_customers(customers=[customer, other], tag="Press", by=actor, now=NOW)
    assert [row.pk for row in outcome.done] == [other.pk]
    assert "already" in str(outcome.refused[0].reason)
    assert tagged("Press") == {customer.pk, other.pk}


def test_an_automatic_tag_is_neither_given_nor_taken(customer, actor, at_risk):
    for verb in (services.tag_customer, services.untag_customer):
        with pytest.raises(services.CannotTagCustomer, match="automatic"):
            verb(customer=customer, tag="at risk", by=actor, now=NOW)
    assert not CustomerTag.objects.exists()


def test_merging_moves_everybody_once(customer, actor):
    store, both = customer.store, CustomerFactory(store=customer.store)
    services.tag_customers(customers=[customer, both], tag="Wholesaler", by=actor, now=NOW)
    services.tag_customer(customer=both, tag="Wholesale", by=actor, now=NOW)
    one, other = store.tags.get(name="Wholesaler"), store.tags.get(name="Wholesale")
    assert services.merge_tags(tag=one, into=other, by=actor, now=NOW) == 2
    assert tagged("Wholesale") == {customer.pk, both.pk}
    assert list(store.tags.values_list("name", flat=True)) == ["Wholesale"]


def test_automatic_tags_are_not_merged_or_deleted(customer, actor, at_risk):
    mine = services.add_tag(store=customer.store, name="Mine", by=actor, now=NOW)
    for one, other in ((mine, at_risk), (at_risk, mine)):
        with pytest.raises(services.CannotMergeTags, match="Automatic"):
            services.merge_tags(tag=one, into=other, by=actor, now=NOW)
    with pytest.raises(services.CannotDeleteTag, match="automatic"):
        services.delete_tag(tag=at_risk, by=actor, now=NOW)
    assert Tag.objects.count() == 2


def test_tags_of_two_stores_never_meet(customer, actor):
    foreign = services.add_tag(store=StoreFactory(), name="Foreign", by=actor, now=NOW)
    mine = services.add_tag(store=customer.store, name="Mine", by=actor, now=NOW)
    with pytest.raises(ValueError, match="store"):
        services.merge_tags(tag=mine, into=foreign, by=actor, now=NOW)
    assert Tag.objects.count() == 2


def test_renaming_into_another_says_to_merge(store, actor):
    services.add_tag(store=store, name="One", by=actor, now=NOW)
    two = services.add_tag(store=store, name="Two", by=actor, now=NOW)
    with pytest.raises(services.CannotEditTag, match="Merge"):
        services.edit_tag(tag=two, name="one", by=actor, now=NOW)
    services.edit_tag(tag=two, name="Three", colour="red", by=actor, now=NOW)
    assert EventRecord.objects.get(name="customers.tag_edited").changes == {
        "name": ["Two", "Three"],
        "colour": ["slate", "red"],
    }


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_tag_at_once_make_one(store, actor):
    people = CustomerFactory.create_batch(2, store=store)
    given = [partial(services.tag_customer, customer=one, tag="Gift", by=actor, now=NOW) for one in people]
    assert at_once(*given) == people
    assert Tag.objects.count() == 1
    assert tagged("Gift") == {one.pk for one in people}


def test_the_list_asks_which_tag_and_takes_it_back(owner, store):
    people = CustomerFactory.create_batch(2, store=store)
    ticked = {"scope": "page", "ids": [str(one.public_id) for one in people]}
    asked = owner.post("/customers/bulk/tag", ticked, headers={"HX-Request": "true"})
    assert asked.status_code == 200
    assert 'name="tag"' in asked.content.decode()
    assert not CustomerTag.objects.exists()
    owner.post("/customers/bulk/tag", {**ticked, "confirmed": "2", "tag": "Press"})
    assert tagged("Press") == {one.pk for one in people}
    run = BulkRun.objects.get()
    assert run.values == {"tag": "Press"}
    owner.post(f"/customers/bulk/tag/{run.public_id}/undo")
    assert tagged("Press") == set()


def test_an_answer_without_a_tag_is_asked_for_again(owner, store, at_risk):
    one = CustomerFactory(store=store)
    ticked = {"scope": "page", "ids": [str(one.public_id)], "confirmed": "1"}
    for typed, fault in (("", "required"), ("At risk", "automatic")):
        again = owner.post("/customers/bulk/tag", {**ticked, "tag": typed}, headers={"HX-Request": "true"})
        assert again.status_code == 422
        assert fault in again.content.decode()
    assert not CustomerTag.objects.exists()


def test_many_are_tagged_by_a_job_that_keeps_the_tag(owner, store, django_capture_on_commit_callbacks):
    CustomerFactory.create_batch(101, store=store)
    everybody = {"scope": "all", "query": "", "confirmed": "101", "tag": "Newsletter"}
    with django_capture_on_commit_callbacks(execute=True):
        owner.post("/customers/bulk/tag", everybody)
    assert Job.objects.get().params["values"] == {"tag": "Newsletter"}


def test_the_page_counts_who_has_each_tag(owner, store, actor):
    people = CustomerFactory.create_batch(3, store=store)
    services.tag_customers(customers=people, tag="Press", by=actor, now=NOW)
    services.delete_customer(customer=people[0], by=actor, now=NOW)
    page = owner.get("/customers/tags").content.decode()
    assert "Press" in page
    assert "2 customers" in page


def test_an_analyst_sees_tags_and_changes_none(agent, store, actor):
    tag = services.add_tag(store=store, name="Press", by=actor, now=NOW)
    page = agent.get("/customers/tags").content.decode()
    assert "Press" in page
    assert f"/customers/tags/{tag.public_id}" not in page
    assert agent.post(f"/customers/tags/{tag.public_id}/delete").status_code == 403
    assert Tag.objects.filter(pk=tag.pk).exists()


def test_a_profiles_tags_are_given_and_taken_in_the_drawer(owner, customer):
    page = f"/customers/{customer.public_id}/tags"
    assert owner.post(page, {"tag": "Press"}, headers={"HX-Request": "true"}).status_code == 200
    assert tagged("Press") == {customer.pk}
    owner.post(page, {"tag": "Press", "act": "take"}, headers={"HX-Request": "true"})
    assert tagged("Press") == set()
    refused = owner.post(page, {"tag": "Press", "act": "take"}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Does not have this tag" in refused.content.decode()
