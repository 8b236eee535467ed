"""The whole page of a customer: what it asks the database, panel by panel, and what its card says."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.shell import customer_panels
from customers import services
from customers.models import Consent, Customer, Email
from tests.factories import CustomerFactory, NoteFactory, OrderFactory

PANELS = [(panel.key, panel.url_name) for panel in customer_panels.entries]
UNTITLED = {panel.key for panel in customer_panels.entries if not panel.title}  # may have nothing to say


@pytest.fixture
def rich(store, customer):
    """Somebody of whom a good deal is known."""
    for _number in range(8):
        OrderFactory(store=store, customer=customer)
        NoteFactory(customer=customer)
    return customer


@pytest.fixture
def card(owner, customer):
    def read(**details):
        Customer.objects.filter(pk=customer.pk).update(**details)
        address = f"/customers/{customer.public_id}?part=card"
        return owner.get(address, headers={"HX-Request": "true"}).content.decode()

    return read


def test_the_page_asks_no_more_for_somebody_well_known(owner, rich, at_most):
    with at_most(17):
        owner.get(f"/customers/{rich.public_id}")


@pytest.mark.parametrize(("key", "url_name"), PANELS, ids=[key for key, _url in PANELS])
def test_a_panel_asks_a_few_things_at_most(owner, rich, at_most, key, url_name):
    with at_most(17):
        answer = owner.get(reverse(url_name, args=[rich.public_id]))
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(("key", "url_name"), PANELS, ids=[key for key, _url in PANELS])
def test_a_panel_has_words_for_somebody_new(owner, store, key, url_name):
    answer = owner.get(reverse(url_name, args=[CustomerFactory(store=store).public_id]))
    assert answer.status_code == 200
    assert answer.content.strip() or key in UNTITLED


def test_no_two_panels_share_a_key():
    keys = [key for key, _url in PANELS]
    assert len(keys) == len(set(keys))


def test_the_card_says_where_they_live_and_what_time_it_is_there(card):
    shown = card(city="Lisbon", country="PT", time_zone="Europe/Lisbon", company="Silva & Filhos")
    assert "Lisbon, Portugal" in shown
    assert "there now" in shown
    assert "Silva &amp; Filhos" in shown


def test_the_card_leads_to_where_they_show_themselves(card):
    assert 'href="https://www.instagram.com/ana.l"' in card(socials={"instagram": "ana.l"})


def test_the_card_says_whether_news_is_welcome(card, store, customer):
    assert "Agreed to news" not in card()
    consent = Consent.objects.create(
        store=store,
        customer=customer,
        channel="email",
        purpose="marketing",
        word="given",
        since=timezone.now(),
    )
    assert "Agreed to news" in card()
    consent.word = "withdrawn"
    consent.save()
    assert "No news, please" in card()


def test_the_card_says_that_mail_came_back(card, store, customer, actor):
    Email.objects.create(
        store=store,
        customer=customer,
        to_address=customer.email,
        subject="Hello",
        state="bounced",
    )
    assert "Mail came back" in card()


def test_the_card_says_why_somebody_is_banned(card, customer, actor):
    services.ban_customer(customer=customer, reason="Stolen cards", by=actor, now=timezone.now())
    assert "“Stolen cards”" in card()


def test_the_head_follows_a_change(owner, customer):
    Customer.objects.filter(pk=customer.pk).update(last_name="Silva")
    head = owner.get(f"/customers/{customer.public_id}?part=head", headers={"HX-Request": "true"})
    assert "Ana Silva" in head.content.decode()
    assert b"<html" not in head.content
