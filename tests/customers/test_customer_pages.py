"""Adding, editing, suspending and deleting on the pages."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from customers.models import Customer, DetailNews
from customers.tables import CUSTOMERS
from tests.customers.deliveries import deliver
from tests.factories import CustomerFactory


@pytest.fixture
def page(customer):
    return f"/customers/{customer.public_id}"


def test_added_by_hand_and_shown(owner, store):
    response = owner.post("/customers/new", {"first_name": "Zoë", "email": "ZOE@example.com"})
    customer = store.customers.get()
    assertRedirects(response, f"/customers/{customer.public_id}")
    assert (customer.email, customer.source) == ("zoe@example.com", "staff")


def test_a_taken_address_names_and_links_its_owner(owner, store, customer, page):
    response = owner.post("/customers/new", {"email": "Ana@example.com", "last_name": "Ruiz"})
    assertContains(response, "Ana López already has this e-mail address.", status_code=422)
    assertContains(response, f'href="{page}"', status_code=422)
    assertContains(response, 'value="Ruiz"', status_code=422)
    assert store.customers.count() == 1


def test_nobody_is_refused_with_words(owner, store):
    assertContains(owner.post("/customers/new", {}), "Enter a name, an e-mail address", status_code=422)
    assert not store.customers.exists()


def test_a_field_is_checked_on_its_own(owner, customer, page):
    check = "/customers/check/email"
    assertContains(owner.post(check, {"email": "nope"}), "Enter a complete address")
    assertContains(owner.post(check, {"email": "ana@example.com"}), "Ana López already has")
    own = owner.post(f"{check}?but={customer.public_id}", {"email": "ana@example.com"})
    assert "already has" not in own.content.decode()
    assert owner.post("/customers/check/nonsense").status_code == 404


def test_edited(owner, customer, page):
    assertRedirects(owner.post(f"{page}/edit", {"first_name": "Ana", "phone": "+34 600 000 000"}), page)
    customer.refresh_from_db()
    assert (customer.last_name, customer.phone, customer.email) == ("", "+34600000000", None)


def test_suspended_and_reinstated_with_undo(owner, customer, page):
    response = owner.post(f"{page}/suspend", headers={"HX-Request": "true"})
    assert f"{page}/reinstate" in response["HX-Trigger"]
    customer.refresh_from_db()
    assert customer.is_suspended
    assert owner.post(f"{page}/suspend", headers={"HX-Request": "true"}).status_code == 409
    owner.post(f"{page}/reinstate")
    customer.refresh_from_db()
    assert not customer.is_suspended


def test_deleted_and_restored(owner, customer, page):
    assertRedirects(owner.post(f"{page}/delete"), "/customers")
    assert owner.get(page).status_code == 404
    owner.post(f"{page}/restore")
    assert owner.get(page).status_code == 200


def test_the_profile_shows_what_happened_and_goes_on(owner, store, customer, page, at_most):
    for number in range(25):
        owner.post(f"{page}/edit", {"first_name": f"Ana{number}"})
    with at_most(13):
        response = owner.get(page)
    assertContains(response, "Show earlier")
    older = owner.get(f"{page}/timeline?before={response.context['older_than']}")
    assertContains(older, "timeline-mark", count=5)
    assert owner.get(f"{page}/timeline?before=nonsense").status_code == 200


def test_others_change_nothing(agent, stranger, store, customer, page):
    for verb in ("edit", "suspend", "reinstate", "delete", "restore", "notes"):
        assert agent.post(f"{page}/{verb}", {"first_name": "X"}).status_code == 403
        assert stranger.post(f"{page}/{verb}", {"first_name": "X"}).status_code == 404
    assert stranger.get(page).status_code == 404
    assert Customer.objects.get(pk=customer.pk).name == "Ana López"


def test_the_palette_finds_customers_of_the_store_alone(owner, customer):
    CustomerFactory(first_name="Ana", last_name="Elsewhere")
    response = owner.get("/palette?q=ana")
    assertContains(response, "Ana López")
    assert "Elsewhere" not in response.content.decode()


def test_the_home_card_counts_real_customers(owner, customer, at_most):
    owner.get("/customers/growth")
    with at_most(8):
        response = owner.get("/customers/growth")
    assert response.context["growth"].total == 1
    assert response.context["growth"].new_this_week == 1


def test_the_profile_names_the_shops_ids_and_an_address_it_waits_for(owner, store):
    deliver(store, {"external_id": "gid-1", "email": "ana@example.com"}, {"external_id": "gid-2"})
    waiting = store.customers.get(external_ids__value="gid-2")
    DetailNews.objects.update_or_create(
        customer=waiting, defaults={"store": store, "wanted_email": "ana@example.com"}
    )
    page = owner.get(f"/customers/{waiting.public_id}")
    assertContains(page, "<code>gid-2</code>")
    assertContains(page, "The shop also names ana@example.com")
    holder = store.customers.get(external_ids__value="gid-1")
    assertNotContains(owner.get(f"/customers/{holder.public_id}"), "The shop also names")


def test_the_list_finds_shows_and_exports_external_ids(owner, store):
    deliver(store, {"external_id": "gid-1", "email": "ana@example.com"}, {"external_id": "gid-2"})
    page = owner.get("/customers?search=gid-1")
    assertContains(page, "ana@example.com")
    assertNotContains(page, "gid-2")
    (column,) = [column for column in CUSTOMERS.columns if column.key == "external_id"]
    rows = CUSTOMERS.rows(store).order_by("pk")
    assert [column.of(row) for row in rows] == ["gid-1", "gid-2"]
    assert list(rows.values_list(column.exported, flat=True)) == ["gid-1", "gid-2"]
