"""What the customers a shop sends do to those we know."""

import pytest
from django.utils import timezone

from core.actors import SYSTEM
from core.models import EventRecord
from customers import services
from customers.models import AccountStatus, Customer, CustomerMetrics, DetailNews, ExternalId
from tests.customers.deliveries import NOW, at, deliver
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db
ANA = {"external_id": "1", "email": "ana@example.com", "first_name": "Ana"}


def fates(items):
    return [str(item.outcome) for item in items]


def test_somebody_unknown_is_added_with_figures_and_told_of(store):
    (item,) = deliver(store, {**ANA, "updated_at": at(1)})
    customer = Customer.objects.get()
    assert (str(item.outcome), item.id, item.errors) == ("created", customer.public_id, {})
    assert (customer.name, customer.email, customer.source) == ("Ana", "ana@example.com", "shop")
    assert customer.known_as == ["1"]
    figures = CustomerMetrics.objects.get()
    assert (figures.store, figures.orders_count, figures.lifecycle_stage) == (store, 0, "awareness")
    record = EventRecord.objects.get(name="customers.customer_added")
    assert (record.customer_id, record.subject_label) == (customer.pk, "Ana")


def test_the_same_again_changes_nothing(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    before = Customer.objects.values().get()
    (item,) = deliver(store, {**ANA, "updated_at": at(1)})
    assert str(item.outcome) == "unchanged"
    assert Customer.objects.values().get() == before
    assert EventRecord.objects.filter(name="customers.customer_edited").count() == 0


def test_newer_news_wins_and_says_what_changed(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    assert fates(deliver(store, {**ANA, "first_name": "Anna", "updated_at": at(2)})) == ["updated"]
    assert Customer.objects.get().first_name == "Anna"
    assert EventRecord.objects.get(name="customers.customer_edited").changes == {
        "first_name": ["Ana", "Anna"]
    }


def test_older_news_is_stale(store):
    deliver(store, {**ANA, "updated_at": at(2)})
    assert fates(deliver(store, {**ANA, "first_name": "Anna", "updated_at": at(1)})) == ["stale"]
    assert Customer.objects.get().first_name == "Ana"


def test_older_news_still_tells_what_nobody_knew(store):
    deliver(store, {**ANA, "updated_at": at(2)})
    (item,) = deliver(store, {**ANA, "first_name": "Anna", "language": "pt", "updated_at": at(1)})
    customer = Customer.objects.get()
    assert (str(item.outcome), customer.first_name, customer.language) == ("updated", "Ana", "pt")


@pytest.mark.parametrize("empty", [{}, {"first_name": ""}, {"first_name": None}, {"email": None}])
def test_what_is_left_out_or_empty_stays(store, empty):
    deliver(store, {**ANA, "updated_at": at(1)})
    (item,) = deliver(store, {"external_id": "1", **empty, "updated_at": at(2)})
    customer = Customer.objects.get()
    assert str(item.outcome) == "unchanged"
    assert (customer.first_name, customer.email) == ("Ana", "ana@example.com")


def test_what_staff_typed_counts_until_the_shop_has_newer_news(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    customer = Customer.objects.get()
    services.edit_customer(customer=customer, first_name="Anita", by=SYSTEM, now=at(5))
    assert fates(deliver(store, {**ANA, "updated_at": at(4)})) == ["stale"]
    assert Customer.objects.get().first_name == "Anita"
    assert fates(deliver(store, {**ANA, "updated_at": at(6)})) == ["updated"]
    assert Customer.objects.get().first_name == "Ana"


def test_somebody_staff_added_becomes_the_shops_customer_by_address(store):
    ours = services.add_customer(
        store=store, email="ana@example.com", phone="+351912345678", by=SYSTEM, now=at(1)
    )
    (item,) = deliver(store, {**ANA, "updated_at": at(2)})
    ours.refresh_from_db()
    assert (str(item.outcome), item.id) == ("updated", ours.public_id)
    assert (ours.first_name, ours.phone, ours.known_as) == ("Ana", "+351912345678", ["1"])
    changes = EventRecord.objects.get(name="customers.customer_edited").changes
    assert changes == {"first_name": ["", "Ana"], "external_id": [None, "1"]}


def test_without_an_external_id_the_address_says_who(store):
    deliver(store, {"email": "ana@example.com", "first_name": "Ana", "updated_at": at(1)})
    items = deliver(store, {"email": "ana@example.com", "last_name": "Lima", "updated_at": at(2)})
    assert fates(items) == ["updated"]
    assert (Customer.objects.get().name, Customer.objects.get().source) == ("Ana Lima", "api")


def test_without_either_the_number_says_who(store):
    deliver(store, {"phone": "+351912345678", "first_name": "Ana", "updated_at": at(1)})
    assert fates(deliver(store, {"phone": "+351912345678", "updated_at": at(2)})) == ["unchanged"]
    assert Customer.objects.count() == 1


def test_two_ids_with_one_address_stay_two_people_and_the_latest_has_it(store):
    items = deliver(
        store,
        {**ANA, "updated_at": at(2)},
        {"external_id": "2", "email": "ana@example.com", "first_name": "Rui", "updated_at": at(1)},
    )
    assert fates(items) == ["created", "created"]
    assert items[1].errors["email"][0]["code"] == "duplicate_email"
    assert dict(Customer.objects.values_list("first_name", "email")) == {
        "Ana": "ana@example.com",
        "Rui": None,
    }
    assert DetailNews.objects.get(customer__first_name="Rui").wanted_email == "ana@example.com"


def test_an_address_given_up_goes_to_who_waits_for_it(store):
    deliver(
        store, {**ANA, "updated_at": at(2)}, {"external_id": "2", "email": ANA["email"], "updated_at": at(1)}
    )
    deliver(store, {"external_id": "1", "email": "new@example.com", "updated_at": at(3)})
    emails = {one.external_id: one.email for one in Customer.objects.all()}
    assert emails == {"1": "new@example.com", "2": "ana@example.com"}
    assert not DetailNews.objects.exclude(wanted_email="").exists()


def test_two_may_swap_their_addresses(store):
    deliver(
        store,
        {**ANA, "updated_at": at(1)},
        {"external_id": "2", "email": "bo@example.com", "updated_at": at(1)},
    )
    deliver(
        store,
        {"external_id": "1", "email": "bo@example.com", "updated_at": at(2)},
        {"external_id": "2", "email": "ana@example.com", "updated_at": at(2)},
    )
    emails = {one.external_id: one.email for one in Customer.objects.all()}
    assert emails == {"1": "bo@example.com", "2": "ana@example.com"}


def test_nobody_takes_the_address_of_somebody_added_by_hand(store):
    CustomerFactory(store=store, email="staff@example.com", first_name="Cy")
    deliver(store, {**ANA, "updated_at": at(1)})
    (item,) = deliver(store, {**ANA, "email": "staff@example.com", "updated_at": at(2)})
    assert item.errors["email"][0]["code"] == "duplicate_email"
    assert Customer.objects.get(email="staff@example.com").first_name == "Cy"


def test_nobody_at_all_is_refused(store):
    (item,) = deliver(store, {"language": "pt"})
    assert (str(item.outcome), item.refusal.code) == ("failed", "cannot_add_customer")
    assert not Customer.objects.exists()


def test_who_may_not_edit_changes_nobody(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    items = deliver(
        store, {**ANA, "first_name": "Eve", "updated_at": at(2)}, {"external_id": "2"}, may_edit=False
    )
    assert fates(items) == ["failed", "created"]
    assert items[0].errors["non_field_errors"][0]["code"] == "permission_denied"
    assert Customer.objects.get(external_ids__value="1").first_name == "Ana"


def test_news_from_before_a_deletion_brings_nobody_back(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    services.delete_customer(customer=Customer.objects.get(), by=SYSTEM, now=at(5))
    assert fates(deliver(store, {**ANA, "updated_at": at(4)})) == ["stale"]
    assert not Customer.objects.exists()


def test_news_from_after_a_deletion_makes_somebody_new(store):
    deliver(store, {**ANA, "updated_at": at(1)})
    services.delete_customer(customer=Customer.objects.get(), by=SYSTEM, now=at(5))
    assert fates(deliver(store, {**ANA, "updated_at": at(6)})) == ["created"]
    assert Customer.objects.get().known_as == ["1"]
    assert Customer.with_deleted.count() == 2
    assert ExternalId.objects.count() == 1


def test_an_erased_customer_stays_erased(store):
    customer = CustomerFactory(
        store=store, email=None, first_name="", last_name="", status=AccountStatus.ERASED
    )
    ExternalId.objects.create(store=store, customer=customer, value="1")
    assert fates(deliver(store, {**ANA, "updated_at": at(6)})) == ["stale"]
    customer.refresh_from_db()
    assert (customer.email, customer.first_name, customer.status) == (None, "", "erased")
    assert Customer.objects.count() == 1


def test_another_stores_ids_and_addresses_are_no_concern(store):
    other = CustomerFactory(email="ana@example.com")
    ExternalId.objects.create(store=other.store, customer=other, value="1")
    before = Customer.objects.filter(pk=other.pk).values().get()
    assert fates(deliver(store, {**ANA, "updated_at": at(1)})) == ["created"]
    assert Customer.objects.filter(pk=other.pk).values().get() == before


def test_a_thousand_take_few_statements(store, at_most):
    news = [
        {"external_id": str(n), "email": f"c{n}@example.com", "first_name": "Ana", "updated_at": at(1)}
        for n in range(1000)
    ]
    deliver(store, {"external_id": "first", "email": "first@example.com"})
    with at_most(35):
        deliver(store, *news)
    changed = [{**one, "first_name": "Anna", "updated_at": at(2)} for one in news]
    with at_most(20):
        assert set(fates(deliver(store, *changed))) == {"updated"}
    assert store.customers.filter(first_name="Anna").count() == 1000


def test_adding_by_hand_starts_figures_too(store):
    customer = services.add_customer(store=store, first_name="Ana", by=SYSTEM, now=timezone.now())
    figures = CustomerMetrics.objects.get()
    assert (figures.customer, figures.lifecycle_stage) == (customer, "awareness")


def test_now_is_the_time_of_news_without_one(store):
    deliver(store, ANA, now=NOW)
    assert DetailNews.objects.get().versions["first_name"] == "1 2026-11-20T12:00:00.000000Z"
