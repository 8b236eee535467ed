"""Two customers made one: what comes together, what is refused, and where the old id leads."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.merging import work_figures_out_anew
from core.events.queries import timeline
from core.models import EventRecord
from customers import queries, services
from customers.contacts import Contact
from customers.models import Customer, CustomerMetrics, ExternalId, FormerId, Merge
from tests.factories import CustomerFactory, OrderFactory, StoreFactory

NOW = timezone.now()


@pytest.fixture
def other(store):
    return CustomerFactory(
        store=store, first_name="Ana", last_name="Lopez", email="ana.lopez@example.com", phone="+351912345678"
    )


@pytest.fixture
def merge(customer, other, actor):
    def merge(**told):
        return services.merge_customers(**{"kept": customer, "gone": other, "by": actor, "now": NOW, **told})

    return merge


def test_orders_and_figures_come_together(store, customer, other, merge):
    for owner in (customer, other, other):
        OrderFactory(store=store, customer=owner, total=Decimal(100))
    work_figures_out_anew(store, [customer.pk, other.pk], NOW)
    merge()
    figures = CustomerMetrics.objects.get(customer=customer)
    assert (customer.orders.count(), figures.orders_count, figures.ltv) == (3, 3, Decimal(300))
    assert not CustomerMetrics.objects.filter(customer=other).exists()
    assert not Customer.objects.filter(pk=other.pk).exists()


def test_what_the_kept_one_lacks_is_taken_from_the_other(customer, merge):
    merge()
    customer.refresh_from_db()
    assert (customer.phone, customer.last_name) == ("+351912345678", "López")


def test_staff_choose_a_detail_of_the_other(customer, merge):
    merge(taken={"last_name", "email"})
    customer.refresh_from_db()
    assert (customer.last_name, customer.email, customer.phone) == ("Lopez", "ana.lopez@example.com", "")


def test_what_a_person_was_refused_stays_refused(store, customer, other, merge, actor):
    services.suspend_customer(customer=other, by=actor, now=NOW)
    done = merge()
    customer.refresh_from_db()
    assert customer.is_suspended
    services.unmerge_customers(merge=done, by=actor, now=NOW)
    customer.refresh_from_db()
    assert not customer.is_suspended


def test_the_timeline_tells_of_both_and_of_the_merge(store, customer, other, merge, actor):
    services.add_note(customer=other, text="Likes tea", by=actor, now=NOW)
    merge()
    told = [record.name for record in timeline(store, customer.pk)]
    assert told[0] == "customers.customers_merged"
    assert "customers.note_added" in told
    assert EventRecord.objects.get(name="customers.customers_merged").payload["gone"] == "Ana Lopez"


@pytest.mark.parametrize("which", ["kept", "gone"])
@pytest.mark.parametrize("state", ["erased", "deleted"])
def test_the_erased_and_the_deleted_are_not_merged(customer, other, merge, which, state):
    values = {"status": "erased"} if state == "erased" else {"deleted_at": NOW}
    Customer.objects.filter(pk=(customer if which == "kept" else other).pk).update(**values)
    with pytest.raises(services.CannotMergeCustomers, match=state):
        merge()
    assert not Merge.objects.exists()
    assert not FormerId.objects.exists()


def test_nobody_is_merged_with_themselves(customer, merge):
    with pytest.raises(services.CannotMergeCustomers, match="another"):
        merge(gone=customer)
    assert not Merge.objects.exists()


def test_customers_of_two_stores_are_never_merged(customer, merge):
    with pytest.raises(ValueError, match="different stores"):
        merge(gone=CustomerFactory(store=StoreFactory()))


def test_an_order_with_the_old_address_is_the_kept_ones(store, customer, other, merge, actor):
    merge()
    contact = Contact(email="ana.lopez@example.com", at=NOW + timedelta(days=1))
    assert services.people_of_contacts(store=store, contacts=[contact], by=actor, now=NOW) == [customer.pk]
    assert Customer.with_deleted.count() == 2
    assert set(queries.searched(store, store.customers.all(), "ana.lopez@example.com")) == {customer}


def test_news_of_the_shop_under_the_old_id_are_the_kept_ones(store, customer, other, merge, actor):
    ExternalId.objects.create(store=store, customer=other, value="1001")
    merge()
    contact = Contact(external_id="1001", at=NOW)
    assert services.people_of_contacts(store=store, contacts=[contact], by=actor, now=NOW) == [customer.pk]


def test_after_two_merges_the_first_id_leads_to_the_last(store, customer, other, merge, actor):
    third = CustomerFactory(store=store)
    merge()
    services.merge_customers(kept=third, gone=customer, by=actor, now=NOW)
    assert queries.current_id(store, other.public_id) == third.public_id
    assert queries.current_id(store, customer.public_id) == third.public_id


class TestUnmerging:
    def test_what_came_since_stays_with_the_kept_one(self, store, customer, other, merge, actor):
        OrderFactory(store=store, customer=other)
        done = merge()
        later = OrderFactory(store=store, customer=customer)
        services.edit_customer(customer=customer, first_name="Anna", by=actor, now=NOW)
        services.unmerge_customers(merge=done, by=actor, now=NOW)
        customer.refresh_from_db()
        assert list(customer.orders.all()) == [later]
        assert (customer.first_name, customer.phone) == ("Anna", "")
        assert other.orders.count() == 1

    def test_it_ends_after_90_days(self, customer, other, merge, actor):
        done = merge()
        with pytest.raises(services.CannotUnmergeCustomers, match="90 days"):
            services.unmerge_customers(merge=done, by=actor, now=NOW + timedelta(days=91))
        assert not Customer.objects.filter(pk=other.pk).exists()

    def test_the_last_merge_is_undone_first(self, store, customer, other, merge, actor):
        done = merge()
        merge(gone=CustomerFactory(store=store, first_name="Bo", last_name="Berg"))
        with pytest.raises(services.CannotUnmergeCustomers, match="Bo Berg was merged after"):
            services.unmerge_customers(merge=done, by=actor, now=NOW)
        assert not Merge.objects.exclude(undone_at=None).exists()

    def test_it_is_undone_once(self, merge, actor):
        done = merge()
        services.unmerge_customers(merge=done, by=actor, now=NOW)
        with pytest.raises(services.CannotUnmergeCustomers, match="already"):
            services.unmerge_customers(merge=done, by=actor, now=NOW)

    def test_an_address_that_somebody_has_by_now_is_in_the_way(self, store, customer, other, merge, actor):
        done = merge()
        taker = CustomerFactory(store=store, first_name="Bo", last_name="Berg", email="ana.lopez@example.com")
        with pytest.raises(services.CannotUnmergeCustomers, match="Bo Berg has the address"):
            services.unmerge_customers(merge=done, by=actor, now=NOW)
        taker.refresh_from_db()
        assert taker.email == "ana.lopez@example.com"
        assert not Customer.objects.filter(pk=other.pk).exists()

    def test_they_may_be_merged_again(self, customer, other, merge, actor):
        services.unmerge_customers(merge=merge(), by=actor, now=NOW)
        again = merge()
        assert Merge.objects.filter(undone_at=None).get() == again


def test_a_deletion_is_not_how_a_merge_is_undone(other, merge, actor):
    merge()
    with pytest.raises(services.CannotRestoreCustomer, match="Undo the merge"):
        services.restore_customer(customer=other, by=actor, now=NOW)
    assert not Customer.objects.filter(pk=other.pk).exists()


def test_who_was_merged_is_removed_for_good_after_90_days(customer, other, merge):
    done = merge()
    services.purge_deleted(now=NOW + timedelta(days=89))
    assert Customer.with_deleted.filter(pk=other.pk).exists()
    services.purge_deleted(now=NOW + timedelta(days=91))
    assert not Customer.with_deleted.filter(pk=other.pk).exists()
    done.refresh_from_db()
    assert done.gone is None
    assert queries.current_id(customer.store, other.public_id) == customer.public_id


def test_what_was_written_during_the_merge_follows_it(customer, other, merge, actor):
    done = merge()
    note = services.add_note(customer=other, text="Late", by=actor, now=NOW)
    assert services.gather_late_rows(merge=done, now=NOW)
    note.refresh_from_db()
    assert note.customer_id == customer.pk
    services.unmerge_customers(merge=done, by=actor, now=NOW)
    note.refresh_from_db()
    assert note.customer_id == other.pk


class TestTheOldId:
    def test_pages_are_moved_for_good(self, owner, customer, other, merge):
        merge()
        answer = owner.get(f"/customers/{other.public_id}?part=card")
        assert (answer.status_code, answer["Location"]) == (301, f"/customers/{customer.public_id}?part=card")

    def test_a_page_that_was_open_shows_who_it_is_about(self, owner, customer, other, merge):
        merge()
        page = f"http://testserver/customers/{other.public_id}"
        answer = owner.get(
            f"/customers/{other.public_id}/figures", headers={"HX-Request": "true", "HX-Current-URL": page}
        )
        assert answer["HX-Redirect"] == f"/customers/{customer.public_id}"

    def test_another_store_learns_nothing(self, stranger, other, merge):
        merge()
        assert stranger.get(f"/customers/{other.public_id}").status_code == 404

    def test_the_api_answers_for_the_kept_one(self, owner, customer, other, merge):
        merge()
        address = f"/api/customers/{other.public_id}"
        assert owner.get(address).json()["id"] == str(customer.public_id)
        answer = owner.patch(address, {"language": "pt"}, content_type="application/json")
        assert (answer.status_code, answer.json()["id"]) == (200, str(customer.public_id))


class TestTheApi:
    def test_merge_and_part_again(self, owner, customer, other):
        body = {"other": str(other.public_id), "take": ["phone"]}
        address = f"/api/customers/{customer.public_id}"
        told = owner.post(f"{address}/merge", body, content_type="application/json")
        assert (told.status_code, told.json()["merged"]) == (201, str(other.public_id))
        parted = owner.post(f"{address}/unmerge", content_type="application/json")
        assert (parted.status_code, bool(parted.json()["undone_at"])) == (200, True)
        assert Customer.objects.filter(pk=other.pk).exists()
        assert owner.post(f"{address}/unmerge", content_type="application/json").status_code == 404

    def test_a_refusal_says_why(self, owner, customer):
        body = {"other": str(customer.public_id)}
        told = owner.post(f"/api/customers/{customer.public_id}/merge", body, content_type="application/json")
        assert (told.status_code, told.json()["code"]) == (409, "cannot_merge_customers")
        assert not Merge.objects.exists()

    def test_somebody_of_another_store_is_unknown(self, owner, customer):
        body = {"other": str(CustomerFactory(store=StoreFactory()).public_id)}
        told = owner.post(f"/api/customers/{customer.public_id}/merge", body, content_type="application/json")
        assert told.status_code == 422
        assert not Merge.objects.exists()
