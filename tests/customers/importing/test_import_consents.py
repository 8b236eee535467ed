from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import Consent, ConsentRecord, Customer, Method, Word
from customers.queries import agreed
from customers.services import Told
from tests.customers.importing.files import (
    as_csv,
    check,
    checked,
    counts,
    finished,
    imported,
    reasons,
    undone,
)
from tests.factories import CustomerFactory

WORDING = "Yes, send me news and offers by e-mail."
HEADING = ("Email", "First name", "Accepts marketing", "SMS consent")
NEW = ("ben@example.com", "Ben", "yes", "no")
KNOWN = ("ana@example.com", "Ana", "TRUE", "")


def taken_in(store, actor, *rows, heading=HEADING, **how):
    return imported(store, as_csv(heading, *rows), actor, wording=WORDING, **how)


def holding(customer):
    return {one.channel: one.word for one in Consent.objects.filter(customer=customer)}


def say(customer, word, actor, **told):
    told = {"method": Method.PHONE, "wording": "Yes", **told}
    one = Told(customer=customer, word=word, channel="email", **told)
    return services.record_consent(told=one, by=actor, now=timezone.now())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Accepts Marketing", "consent_email"),
        ("Newsletter", "consent_email"),
        ("E-mail opt-in", "consent_email"),
        ("OptIn", "consent_email"),
        ("Einwilligung", "consent_email"),
        ("Consentement e-mail", "consent_email"),
        ("SMS consent", "consent_sms"),
        ("Accepts SMS Marketing", "consent_sms"),
        ("Consentimiento SMS", "consent_sms"),
    ],
)
def test_columns_of_consents_are_recognised(store, actor, heading, field):
    batch = checked(store, as_csv(("Email", heading), ("ana@example.com", "yes")), actor, wording=WORDING)
    assert batch.mapping == {"0": "email", "1": field}


def test_each_yes_and_no_is_written_down_with_its_proof(store, actor, customer):
    batch = taken_in(store, actor, KNOWN, NEW)
    ben = Customer.objects.get(email="ben@example.com")
    assert holding(customer) == {"email": "given"}
    assert holding(ben) == {"email": "given", "sms": "withdrawn"}
    record = ConsentRecord.objects.get(customer=ben, channel="email")
    assert (record.method, record.wording, record.form, record.said_at, record.actor_id) == (
        "import",
        WORDING,
        "customers.csv",
        batch.created_at,
        actor.id,
    )
    assert list(Customer.objects.filter(agreed("email")).order_by("pk")) == [customer, ben]
    assert (counts(batch), batch.consents_written, batch.refused_before) == ((1, 1, 0, 0), 3, 0)


def test_a_file_never_takes_back_a_refusal(store, actor, customer):
    say(customer, Word.WITHDRAWN, actor)
    batch = taken_in(store, actor, KNOWN, NEW)
    assert holding(customer) == {"email": "withdrawn"}
    assert ConsentRecord.objects.filter(customer=customer).count() == 1
    assert (batch.consents_written, batch.refused_before, counts(batch)) == (2, 1, (1, 0, 1, 0))


def test_a_refusal_between_upload_and_import_holds(store, actor, customer):
    batch = checked(store, as_csv(HEADING, KNOWN), actor, wording=WORDING)
    say(customer, Word.WITHDRAWN, actor)
    services.start_import(batch=batch, by=actor, now=timezone.now())
    finished(batch)
    assert holding(customer) == {"email": "withdrawn"}


def test_a_no_ends_what_was_agreed_before(store, actor, customer):
    say(customer, Word.GIVEN, actor)
    batch = taken_in(store, actor, ("ana@example.com", "Ana", "no", ""))
    assert (holding(customer), counts(batch)) == ({"email": "withdrawn"}, (0, 1, 0, 0))


def test_the_same_file_again_finds_nothing_new(store, actor, customer):
    taken_in(store, actor, KNOWN, NEW)
    before = list(Consent.objects.order_by("pk").values())
    assert counts(taken_in(store, actor, KNOWN, NEW)) == (0, 0, 2, 0)
    assert list(Consent.objects.order_by("pk").values()) == before


def test_neither_yes_nor_no_is_a_fault_of_the_line(store, actor, customer):
    batch = taken_in(store, actor, ("ana@example.com", "Anna", "perhaps", ""), NEW)
    assert reasons(batch) == {2: "bad_yes_no"}
    customer.refresh_from_db()
    assert (customer.first_name, holding(customer)) == ("Ana", {})


def test_without_the_words_nothing_is_checked(store, actor):
    batch = checked(store, as_csv(HEADING, NEW), actor, mapping={0: "email"})
    with pytest.raises(services.NeedsConsentWording, match="the words they agreed to"):
        check(batch, actor, mapping={0: "email", 2: "consent_email"}, wording="  ")
    batch.refresh_from_db()
    assert (batch.state, batch.mapping) == ("checked", {"0": "email"})


def test_without_such_a_column_nothing_is_written(store, actor, customer):
    batch = taken_in(store, actor, KNOWN, NEW, mapping={0: "email", 1: "first_name"})
    assert not ConsentRecord.objects.exists()
    assert (batch.consent_wording, batch.consents_written) == ("", 0)


def test_an_undo_takes_back_what_was_written_of_who_was_known(store, actor, customer):
    say(customer, Word.GIVEN, actor, said_at=timezone.now() - timedelta(days=9))
    since = Consent.objects.get(customer=customer).since
    other = CustomerFactory(store=store, email="cleo@example.com", first_name="Cleo")
    rows = (("ana@example.com", "Ana", "no", "yes"), ("cleo@example.com", "Cleo", "yes", ""), NEW)
    batch = undone(taken_in(store, actor, *rows), actor)
    assert (holding(customer), holding(other)) == ({"email": "given"}, {})
    assert Consent.objects.get(customer=customer).since == since
    assert (batch.deleted, batch.put_back, batch.left_alone) == (1, 2, 0)
    assert not Customer.objects.filter(email="ben@example.com").exists()
    assert ConsentRecord.objects.filter(corrects__isnull=False).count() == 3
    assert EventRecord.objects.filter(name="customers.consent_corrected").count() == 3


def test_what_the_person_said_since_outlives_an_undo(store, actor, customer):
    batch = taken_in(store, actor, KNOWN)
    say(customer, Word.WITHDRAWN, actor, method=Method.OWN_PAGE)
    undone(batch, actor)
    assert holding(customer) == {"email": "withdrawn"}


def test_the_same_word_of_the_same_file_is_written_once(store, actor, customer):
    batch = taken_in(store, actor, KNOWN, NEW)
    told = [
        Told(
            customer=customer,
            word=Word.GIVEN,
            channel="email",
            method=Method.IMPORT,
            wording=WORDING,
            form=batch.name,
            said_at=batch.created_at,
        )
    ]
    services.record_consents(store=store, told=told, by=actor, now=timezone.now())
    assert ConsentRecord.objects.count() == 3


def test_every_stretch_writes_its_words_and_takes_them_back(store, actor, customer, monkeypatch):
    monkeypatch.setattr("customers.services.import_jobs.CONSENTING", 1)
    batch = taken_in(store, actor, NEW, KNOWN)
    assert (batch.parts.count(), batch.consents_written, holding(customer)) == (2, 3, {"email": "given"})
    batch = undone(batch, actor)
    assert (batch.deleted, batch.put_back, holding(customer)) == (1, 1, {})
