"""Consents on the profile, on a person's own page and through the API."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.actors import SYSTEM
from customers import services
from customers.consent_links import customer_of, token_of
from customers.models import ConsentRecord, Customer, Method
from customers.queries import agreed
from customers.services import Told
from tests.factories import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store, email="ana@example.com")


def said(customer, word, method=Method.CHECKOUT, **told):
    told = {"channel": "email", "wording": "Yes, news by e-mail.", **told}
    one = Told(customer=customer, word=word, method=method, **told)
    return services.record_consent(told=one, by=SYSTEM, now=timezone.now())


def is_agreed(customer, channel="email"):
    return Customer.objects.filter(agreed(channel), pk=customer.pk).exists()


def own_page(customer):
    return reverse("own-consents", args=[token_of(customer)])


def test_staff_write_down_what_they_were_told(owner, customer):
    url = reverse("customers:record-consent", args=[customer.public_id])
    given = {
        "word": "given",
        "about": "marketing-email",
        "method": "phone",
        "day": timezone.localdate().isoformat(),
        "wording": "May we mail you our news?",
    }
    assert owner.post(url, given).status_code == 302
    record = ConsentRecord.objects.get()
    assert (record.method, record.wording, record.actor_label) == (
        "phone",
        "May we mail you our news?",
        owner.membership.user.name,
    )
    assert is_agreed(customer)


def test_an_agreement_without_the_words_is_not_taken_and_what_was_typed_stays(owner, customer):
    url = reverse("customers:record-consent", args=[customer.public_id])
    given = {"word": "given", "about": "marketing-sms", "method": "phone", "day": "2026-01-05"}
    response = owner.post(url, given)
    assert response.status_code == 422
    assert b"without them nothing is proven" in response.content
    assert b'value="2026-01-05"' in response.content
    assert not ConsentRecord.objects.exists()


def test_the_panel_says_what_holds_and_since_when(owner, customer):
    said(customer, "given")
    page = owner.get(reverse("customers:consents", args=[customer.public_id])).content.decode()
    assert "Agreed" in page
    assert page.count("Never asked") == 5


def test_opening_the_own_page_changes_nothing_and_needs_no_sign_in(client, customer):
    said(customer, "given")
    response = client.get(own_page(customer))
    assert response.status_code == 200
    assert "a•••@example.com" in response.content.decode()
    assert "ana@example.com" not in response.content.decode()
    assert ConsentRecord.objects.count() == 1


def test_the_person_refuses_on_their_own_page(client, customer):
    said(customer, "given")
    assert client.post(own_page(customer), {}).status_code == 302
    assert not is_agreed(customer)
    record = ConsentRecord.objects.latest("pk")
    assert (record.method, record.actor_kind, record.ip) == ("own_page", "customer", "127.0.0.1")


def test_the_person_takes_a_refusal_back_there(client, customer):
    said(customer, "withdrawn")
    client.post(own_page(customer), {"marketing-email": "on"})
    assert is_agreed(customer)


def test_saving_without_a_change_writes_nothing_down(client, customer):
    said(customer, "given")
    client.post(own_page(customer), {"marketing-email": "on"})
    assert ConsentRecord.objects.count() == 1


def test_nothing_at_all_refuses_every_channel_and_purpose(client, customer):
    said(customer, "given")
    client.post(own_page(customer), {"marketing-email": "on", "act": "nothing"})
    assert not is_agreed(customer)
    assert set(customer.consents.values_list("word", flat=True)) == {"withdrawn"}
    assert customer.consents.count() == 6


@pytest.mark.parametrize("token", ["nonsense", "AAAA.BBBB", "a" * 300])
def test_a_link_that_is_not_ours_finds_nobody(client, token):
    assert client.get(f"/my-choices/{token}").status_code == 404


def test_a_link_with_another_persons_id_finds_nobody(customer):
    other = CustomerFactory(store=customer.store)
    key, _dot, seal = token_of(customer).rpartition(".")
    assert customer_of(f"{token_of(other).rpartition('.')[0]}.{seal}") is None
    assert customer_of(f"{key}.{seal}") == customer


def test_whoever_is_deleted_has_no_page(client, customer):
    page = own_page(customer)
    services.delete_customer(customer=customer, by=SYSTEM, now=timezone.now())
    assert client.get(page).status_code == 404


def test_the_api_writes_down_with_proof(owner, customer):
    url = f"/api/customers/{customer.public_id}/consents"
    told = {
        "channel": "email",
        "word": "given",
        "method": "checkout",
        "wording": "Yes, news.",
        "form": "Checkout",
        "ip": "203.0.113.9",
    }
    response = owner.post(url, told, content_type="application/json")
    assert response.status_code == 201, response.content
    assert response.json()["ip"] == "203.0.113.9"
    holds = {(one["channel"], one["word"]) for one in owner.get(url).json()["consents"]}
    assert ("email", "given") in holds
    assert ("sms", None) in holds


def test_the_api_cannot_take_a_refusal_back(owner, customer):
    said(customer, "withdrawn", Method.LINK)
    url = f"/api/customers/{customer.public_id}/consents"
    told = {"channel": "email", "word": "given", "method": "checkout", "wording": "Yes."}
    response = owner.post(url, told, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (409, "only_the_person")
    for method in ("own_page", "confirmed", "reply"):
        assert owner.post(url, told | {"method": method}, content_type="application/json").status_code == 422
    assert not is_agreed(customer)


def test_the_api_lists_every_word(owner, customer):
    said(customer, "given")
    said(customer, "withdrawn")
    url = f"/api/customers/{customer.public_id}/consents/records"
    assert [one["word"] for one in owner.get(url).json()["results"]] == ["withdrawn", "given"]
    assert len(owner.get(f"{url}?word=given").json()["results"]) == 1


def test_a_topic_of_another_store_is_not_known_to_the_api(owner, customer):
    theirs = services.add_topic(store=StoreFactory(), name="Theirs", text="", by=SYSTEM, now=timezone.now())
    url = f"/api/customers/{customer.public_id}/consents"
    told = {"channel": "email", "topic": str(theirs.public_id), "word": "withdrawn", "method": "form"}
    assert owner.post(url, told, content_type="application/json").status_code == 422
    assert not ConsentRecord.objects.exists()


def test_topics_are_unique_in_a_store_until_archived(owner, store):
    add = reverse("customer-settings:add-topic")
    assert owner.post(add, {"name": "Sales"}).status_code == 302
    again = owner.post(add, {"name": "sales"})
    assert (again.status_code, b"already" in again.content) == (422, True)
    topic = store.consenttopics.get()
    owner.post(reverse("customer-settings:archive-topic", args=[topic.public_id]))
    assert owner.post(add, {"name": "sales"}).status_code == 302
    assert store.consenttopics.filter(archived_at=None).count() == 1


def test_the_list_finds_who_may_be_mailed(owner, customer, store):
    CustomerFactory(store=store)
    said(customer, "given")
    found = owner.get("/api/customers?reachable=email").json()["results"]
    assert [one["email"] for one in found] == ["ana@example.com"]
