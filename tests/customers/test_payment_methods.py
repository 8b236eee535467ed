import io
import json
import logging

import pytest
from django.db import connection
from django.utils import timezone

from core.models import EventRecord
from customers.card_numbers import has_card_number
from customers.models import Customer, PaymentMethod
from customers.services import payment_methods as services
from tests.core.test_logs import written
from tests.factories import OrderFactory, PaymentFactory

NOW = timezone.now()
NUMBER = "4242 4242 4242 4242"
VISA = {"brand": "Visa", "last_four": "4242", "expires_month": 8, "expires_year": 2029}


@pytest.fixture
def visa(customer, actor):
    return services.add_payment_method(customer=customer, by=actor, now=NOW, token="pm_1NxQ2e", **VISA)


def at(customer, *rest):
    return "/".join((f"/customers/{customer.public_id}/payment-methods", *map(str, rest)))


@pytest.mark.parametrize(
    "text",
    [
        "4242424242424242",
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        "visa 5555.5555.5555.4444 of Ana",
        "378282246310005",
        "6011111111111117",
        "4222222222222",
        "４２４２４２４２４２４２４２４２",
        "4242\u00a04242\u00a04242\u00a04242",
    ],
)
def test_a_number_that_a_card_could_have_is_noticed(text):
    assert has_card_number(text)


@pytest.mark.parametrize(
    "text", ["", "4242", "4242424242424241", "pm_1NxQ2eLkdIwHu7ix", "+351 912 345 678", "0000000000000000"]
)
def test_other_numbers_are_not(text):
    assert not has_card_number(text)


def test_a_payment_method_is_kept_and_its_token_sealed(customer, visa):
    visa.refresh_from_db()
    assert (str(visa), visa.expires) == ("Visa •••• 4242", "08/29")
    assert visa.token.reveal() == "pm_1NxQ2e"
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM customers_paymentmethod")
        assert "pm_1NxQ2e" not in cursor.fetchone()[0]
    assert "pm_1NxQ2e" not in json.dumps(list(EventRecord.objects.values("payload", "changes")))


@pytest.mark.parametrize("field", ["brand", "last_four", "provider", "token"])
def test_what_looks_like_a_cards_number_is_refused_wherever_it_stands(customer, actor, field):
    with pytest.raises(services.CannotAddPaymentMethod, match="number of a card") as refused:
        services.add_payment_method(customer=customer, by=actor, now=NOW, **{**VISA, field: NUMBER})
    assert "4242 4242" not in str(refused.value)
    assert not PaymentMethod.objects.exists()
    assert not EventRecord.objects.exists()


def test_an_edit_cannot_bring_one_in(visa, actor):
    with pytest.raises(services.CannotEditPaymentMethod, match="number of a card"):
        services.edit_payment_method(method=visa, by=actor, now=NOW, provider=NUMBER)
    visa.refresh_from_db()
    assert visa.provider == ""


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "brand, the last four digits or a token"),
        ({"last_four": "42"}, "last four digits alone"),
        ({"brand": "Visa", "expires_month": 8}, "both month and year"),
        ({"brand": "Visa", "expires_month": 13, "expires_year": 2029}, "no month"),
    ],
)
def test_what_tells_nothing_is_refused(customer, actor, values, why):
    with pytest.raises(services.CannotAddPaymentMethod, match=why):
        services.add_payment_method(customer=customer, by=actor, now=NOW, **values)
    assert not PaymentMethod.objects.exists()


def test_the_same_token_is_kept_once(customer, visa, actor):
    with pytest.raises(services.CannotAddPaymentMethod, match="kept already"):
        services.add_payment_method(customer=customer, by=actor, now=NOW, token="pm_1NxQ2e")
    assert PaymentMethod.objects.count() == 1


def test_an_erased_customer_gets_none(customer, actor):
    Customer.objects.update(status="erased")
    with pytest.raises(services.CannotAddPaymentMethod, match="erased"):
        services.add_payment_method(customer=customer, by=actor, now=NOW, **VISA)
    assert not PaymentMethod.objects.exists()


def test_an_edit_without_a_token_keeps_it(visa, actor):
    services.edit_payment_method(method=visa, by=actor, now=NOW, token="", expires_year=2031)
    visa.refresh_from_db()
    assert (visa.expires_year, visa.token.reveal()) == (2031, "pm_1NxQ2e")


def test_a_new_token_is_told_without_either(visa, actor):
    services.edit_payment_method(method=visa, by=actor, now=NOW, token="pm_2")
    told = EventRecord.objects.get(name="customers.payment_method_edited")
    assert told.changes == {"token": "•••"}


def test_deleted_and_brought_back(visa, actor):
    services.delete_payment_method(method=visa, by=actor, now=NOW)
    assert not PaymentMethod.objects.exists()
    services.restore_payment_method(method=visa, by=actor, now=NOW)
    assert PaymentMethod.objects.get() == visa


def test_the_panel_says_when_one_has_expired(agent, customer, visa):
    PaymentMethod.objects.update(expires_year=2020)
    page = agent.get(at(customer)).content.decode()
    assert "Visa •••• 4242" in page
    assert "Expired" in page
    assert "pm_1NxQ2e" not in page


def test_the_page_refuses_a_number_and_does_not_show_it_again(owner, customer):
    sent = {"kind": "card", "brand": "Visa", "last_four": NUMBER, "provider": "Stripe"}
    with written() as log:
        answer = owner.post(at(customer, "new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "number of a card" in page
    assert "Stripe" in page
    assert "4242 4242" not in page
    assert "4242" not in log.getvalue()
    assert not PaymentMethod.objects.exists()


def test_the_page_adds_edits_deletes_and_restores(owner, customer):
    owner.post(at(customer, "new"), {"kind": "card", **VISA})
    method = PaymentMethod.objects.get()
    owner.post(at(customer, method.public_id), {"kind": "card", **VISA, "expires_year": 2030})
    assert PaymentMethod.objects.get().expires_year == 2030
    owner.post(at(customer, method.public_id, "delete"))
    assert not PaymentMethod.objects.exists()
    owner.post(at(customer, method.public_id, "restore"))
    assert PaymentMethod.objects.get() == method


def test_cards_that_orders_were_paid_with_are_suggested(owner, customer):
    for _ in range(2):
        order = OrderFactory(store=customer.store, customer=customer)
        PaymentFactory(order=order, method="card", brand="Mastercard", last_four="4444")
    page = owner.get(at(customer)).content.decode()
    assert "Mastercard •••• 4444" in page
    assert "Paid 2 orders, last on" in page
    owner.post(at(customer, "keep"), {"key": "mastercard-4444"})
    assert PaymentMethod.objects.get().last_four == "4444"
    assert "Keep" not in owner.get(at(customer)).content.decode()


def test_not_even_a_fault_of_ours_writes_the_number_down(owner, customer, monkeypatch):
    """The log of an error has its traceback, and that no values."""

    def breaks(**values):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(services, "add_payment_method", breaks)
    owner.raise_request_exception = False
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        with written() as log:
            answer = owner.post(
                at(customer, "new"), {"kind": "card", "brand": "Visa", "token": "pm_secret_77"}
            )
    finally:
        logging.getLogger().removeHandler(handler)
    assert answer.status_code == 500
    assert "pm_secret_77" not in log.getvalue() + stream.getvalue() + answer.content.decode()
