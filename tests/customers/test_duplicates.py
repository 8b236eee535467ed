"""Who may be one person: found, decided about, and merged when it is sure."""

import pytest
from django.utils import timezone

from commerce.merging import work_figures_out_anew
from core.jobs import run_job
from customers.models import Customer, DetailNews, DuplicatePair, Merge
from customers.services import duplicates
from tests.factories import CustomerFactory, OrderFactory, StoreFactory

NOW = timezone.now()


def person(store, first_name="Ana", last_name="Lima", **values):
    return CustomerFactory(store=store, first_name=first_name, last_name=last_name, **values)


def found(store):
    duplicates.find_duplicates(store=store, now=NOW)
    return [(pair.reasons, pair.is_sure) for pair in DuplicatePair.objects.filter(store=store).order_by("pk")]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ana.lima@gmail.com", "analima+shop@googlemail.com", True),
        ("ana@example.com", "ana+news@example.com", True),
        ("ana.lima@example.com", "analima@example.com", False),
    ],
)
def test_one_mailbox_under_two_spellings(store, one, other, alike):
    person(store, email=one)
    person(store, email=other)
    assert found(store) == ([(["email"], True)] if alike else [])


def test_a_number_in_common_is_sure_only_when_the_names_agree(store):
    person(store, phone="+351912345678")
    person(store, first_name="ana", phone="+351912345678")
    person(store, first_name="Rui", phone="+351912345678")
    assert found(store) == [(["phone"], True), (["phone"], False), (["phone"], False)]


def test_a_number_of_many_says_nothing(store):
    for _turn in range(9):
        person(store, phone="+351912345678")
    assert found(store) == []


def test_two_who_claim_one_address(store):
    person(store, email="ana@example.com")
    other = person(store, email=None)
    DetailNews.objects.create(store=store, customer=other, wanted_email="ana@example.com")
    assert found(store) == [(["claim"], True)]


def test_the_same_name_and_post_code_is_a_guess(store):
    for postcode in ("4000-123", "4000-123", "1000-001"):
        person(store).addresses.create(store=store, line_1="Rua 1", postcode=postcode, country="PT")
    assert found(store) == [(["name"], False)]


def test_the_deleted_the_erased_and_other_stores_are_nobodys_double(store):
    person(store, phone="+351912345678")
    person(store, phone="+351912345678", deleted_at=NOW)
    person(store, phone="+351912345678", status="erased")
    person(StoreFactory(), phone="+351912345678")
    assert found(store) == []


def test_what_is_no_longer_alike_is_forgotten_and_what_was_dismissed_stays_so(store, actor):
    one, other = person(store, phone="+351912345678"), person(store, phone="+351912345678")
    third = person(store, email="ana@gmail.com")
    person(store, email="a.na@gmail.com")
    found(store)
    pair = DuplicatePair.objects.get(first=one)
    duplicates.dismiss_pair(pair=pair, by=actor, now=NOW)
    Customer.objects.filter(pk__in=[other.pk, third.pk]).update(phone="", email=None)
    found(store)
    assert list(DuplicatePair.objects.all()) == [pair]
    assert duplicates.find_duplicates(store=store, now=NOW) == 0


def test_the_sure_ones_are_merged_by_a_job_and_each_can_be_parted(store, actor):
    gone, kept = person(store, phone="+351912345678"), person(store, phone="+351912345678")
    OrderFactory(store=store, customer=kept)
    work_figures_out_anew(store, [kept.pk, gone.pk], NOW)
    doubtful = person(store, first_name="Rui", phone="+351912345678")
    found(store)
    job = run_job(duplicates.merge_sure_pairs(store=store, by=actor))
    merge = Merge.objects.get()
    assert (merge.kept_id, merge.gone_id) == (kept.pk, gone.pk)
    assert Customer.objects.filter(pk=doubtful.pk).exists()
    assert (job.state, job.done) == ("done", 1)


def test_nothing_is_merged_when_nothing_is_sure(store, actor):
    with pytest.raises(duplicates.CannotMergeSure):
        duplicates.merge_sure_pairs(store=store, by=actor)
    assert not store.jobs.exists()


class TestPages:
    def test_a_pair_is_compared_and_merged(self, owner, store):
        one = person(store, phone="+351912345678", email="a@example.com")
        other = person(store, first_name="Anna", phone="+351912345678", email="b@example.com")
        found(store)
        assert b"The same phone number" in owner.get("/customers/duplicates").content
        address = f"/customers/{one.public_id}/merge?with={other.public_id}"
        assert b"Keep this one" in owner.get(address).content
        answer = owner.post(address, {"keep": "other", "from_first_name": "one", "from_email": "other"})
        assert answer["Location"] == f"/customers/{other.public_id}"
        other.refresh_from_db()
        assert (other.first_name, other.email) == ("Ana", "b@example.com")
        assert b"Merged into this profile" in owner.get(f"/customers/{other.public_id}/merged").content
        merge = Merge.objects.get()
        merge.refresh_from_db()
        owner.post(f"/customers/merges/{merge.public_id}/undo")
        assert Customer.objects.filter(pk=one.pk).exists()

    def test_a_choice_is_missing(self, owner, store):
        one, other = person(store), person(store, first_name="Anna")
        answer = owner.post(f"/customers/{one.public_id}/merge?with={other.public_id}", {"keep": "one"})
        assert answer.status_code == 422
        assert not Merge.objects.exists()

    def test_two_people_are_never_suggested_again(self, owner, store):
        person(store, phone="+351912345678"), person(store, phone="+351912345678")
        found(store)
        pair = DuplicatePair.objects.get()
        owner.post(f"/customers/duplicates/{pair.public_id}/dismiss")
        found(store)
        assert b"Nobody is known twice" in owner.get("/customers/duplicates").content

    def test_who_may_only_look_is_offered_nothing(self, agent, store):
        one, other = person(store, phone="+351912345678"), person(store, phone="+351912345678")
        found(store)
        assert b"Compare" not in agent.get("/customers/duplicates").content
        address = f"/customers/{one.public_id}/merge?with={other.public_id}"
        assert agent.post(address, {"keep": "one"}).status_code == 403
        assert not Merge.objects.exists()

    def test_the_pages_ask_little(self, owner, store, at_most):
        for n in range(6):
            person(store, phone=f"+35191234567{n // 2}")
        found(store)
        owner.get("/customers/duplicates")
        with at_most(14):
            owner.get("/customers/duplicates")
