from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actors import Actor, ActorKind
from core.models import EventRecord
from customers import services
from customers.consenting import holds, is_agreed
from customers.models import Consent, ConsentRecord, Customer, Method, Word
from customers.queries import agreed, choices_of, reachable
from customers.services import Told
from tests.factories import CustomerFactory, StoreFactory
from tests.threads import at_once

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STAFF = Actor(kind=ActorKind.STAFF, id=7, label="Sam")
MAIL = ("marketing", "email", None)

pytestmark = pytest.mark.django_db


def day(n: int) -> datetime:
    return NOW - timedelta(days=100 - n)


def say(customer, word, *, on=50, by=STAFF, method=Method.CHECKOUT, channel="email", **told):
    told = {"wording": "Yes, send me news.", **told}
    one = Told(customer=customer, word=word, said_at=day(on), method=method, channel=channel, **told)
    return services.record_consent(told=one, by=by, now=NOW)


def agree(customer, **told):
    return say(customer, Word.GIVEN, **told)


def refuse(customer, **told):
    return say(customer, Word.WITHDRAWN, **told)


def mailable(store):
    return list(Customer.objects.filter(agreed("email"), store=store))


@pytest.fixture
def topic(store):
    return services.add_topic(store=store, name="New arrivals", text="", by=STAFF, now=NOW)


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


def test_who_agreed_may_be_mailed(customer, store):
    assert mailable(store) == []
    record = agree(customer, wording="Yes, send me news.", form="Checkout", ip="203.0.113.9")
    assert mailable(store) == [customer]
    assert (record.wording, record.ip, record.actor_label) == ("Yes, send me news.", "203.0.113.9", "Sam")


def test_who_refused_may_not(customer, store):
    agree(customer, on=10)
    refuse(customer, on=20)
    assert mailable(store) == []


def test_others_cannot_take_a_refusal_back(customer, store):
    refuse(customer, on=10)
    with pytest.raises(services.OnlyThePerson, match="Only they can take that back"):
        agree(customer, on=20)
    assert mailable(store) == []
    assert customer.consent_records.count() == 1


def test_the_person_takes_it_back_by_their_own_hand(customer, store):
    refuse(customer, on=10)
    agree(customer, on=20, method=Method.OWN_PAGE)
    assert mailable(store) == [customer]


def test_a_refusal_learnt_of_late_undoes_what_others_wrote_down_after_it(customer, store):
    agree(customer, on=20)
    refuse(customer, on=10, method=Method.LINK)
    assert mailable(store) == []


def test_late_news_of_an_old_refusal_does_not_undo_the_persons_own_later_word(customer, store):
    agree(customer, on=20, method=Method.CONFIRMED)
    refuse(customer, on=10)
    assert mailable(store) == [customer]


def test_refusing_a_channel_refuses_its_topics(customer, store, topic):
    agree(customer, on=10, topic=topic)
    refuse(customer, on=20)
    assert not Customer.objects.filter(agreed("email", topic), store=store).exists()


def test_agreeing_to_a_topic_is_agreeing_to_that_alone(customer, store, topic):
    agree(customer, topic=topic)
    assert Customer.objects.filter(agreed("email", topic), store=store).exists()
    assert mailable(store) == []


def test_a_topic_refused_stays_refused_when_the_channel_is_agreed(customer, store, topic):
    refuse(customer, on=10, topic=topic)
    agree(customer, on=20)
    assert mailable(store) == [customer]
    assert not Customer.objects.filter(agreed("email", topic), store=store).exists()


def test_one_channel_says_nothing_of_another(customer, store):
    agree(customer)
    assert not Customer.objects.filter(agreed("sms"), store=store).exists()


def test_nobody_suspended_or_without_an_address_is_reachable(customer, store):
    nameless = CustomerFactory(store=store, email=None)
    for one in (customer, nameless):
        agree(one)
    assert list(Customer.objects.filter(reachable("email"), store=store)) == [customer]
    services.suspend_customer(customer=customer, by=STAFF, now=NOW)
    assert not Customer.objects.filter(reachable("email"), store=store).exists()


def test_told_twice_is_written_down_once(customer):
    first = agree(customer)
    assert agree(customer) == first
    assert customer.consent_records.count() == 1
    assert EventRecord.objects.filter(name="customers.consent_given").count() == 1


def test_one_refused_word_does_not_hold_up_the_others(customer, store):
    other = CustomerFactory(store=store)
    refuse(other, on=10)
    told = [
        Told(customer=one, word=Word.GIVEN, method=Method.IMPORT, channel="email")
        for one in (other, customer)
    ]
    outcome = services.record_consents(store=store, told=told, by=STAFF, now=NOW)
    assert [one.row.customer for one in outcome.refused] == [other]
    assert mailable(store) == [customer]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"channel": ""}, "need a channel"),
        ({"purpose": "sharing"}, "need a channel"),
        ({"on": 101}, "not in the future"),
        ({"on": -20_000}, "not before 1995"),
    ],
)
def test_what_makes_no_sense_is_refused(customer, told, words):
    with pytest.raises(services.CannotRecordConsent, match=words):
        agree(customer, **told)
    assert not customer.consent_records.exists()
    assert not customer.consents.exists()


def test_a_topic_of_another_store_is_refused(customer):
    theirs = services.add_topic(store=StoreFactory(), name="Theirs", text="", by=STAFF, now=NOW)
    with pytest.raises(ValueError, match="store"):
        agree(customer, topic=theirs)
    assert not customer.consent_records.exists()


def test_whoever_wrote_it_down_takes_a_slip_back(customer, store):
    agree(customer, on=10)
    slip = refuse(customer, on=20)
    services.correct_consent(record=slip, by=STAFF, now=timezone.now())
    assert mailable(store) == [customer]
    assert customer.consent_records.count() == 3


def test_nobody_else_takes_it_back_nor_later(customer, store):
    slip = refuse(customer)
    other = Actor(kind=ActorKind.STAFF, id=8, label="Anna")
    for by, now in ((other, timezone.now()), (STAFF, timezone.now() + timedelta(hours=1))):
        with pytest.raises(services.CannotCorrectConsent):
            services.correct_consent(record=slip, by=by, now=now)
    assert customer.consents.get().word == Word.WITHDRAWN


def test_the_database_lets_nobody_change_the_ledger(customer):
    record = agree(customer)
    for change in (
        lambda: ConsentRecord.objects.filter(pk=record.pk).update(wording="other"),
        lambda: ConsentRecord.objects.filter(pk=record.pk).delete(),
    ):
        with (
            pytest.raises((InternalError, ProgrammingError), match="only ever added to"),
            transaction.atomic(),
        ):
            change()
    record.refresh_from_db()
    assert record.wording == "Yes, send me news."


def test_deleted_customers_take_their_ledger_along(customer):
    agree(customer)
    services.delete_customer(customer=customer, by=STAFF, now=NOW)
    services.purge_deleted(now=NOW + timedelta(days=2))
    assert not ConsentRecord.objects.exists()


def test_the_profile_names_every_choice(customer, topic):
    agree(customer)
    choices = {choice.name: choice for choice in choices_of(customer)}
    assert choices["marketing-email"].is_agreed
    assert choices[f"marketing-email-{topic.public_id}"].is_agreed  # by the word about the channel
    assert not choices["marketing-sms"].is_agreed
    assert not choices["marketing-sms"].is_refused
    assert "profiling" in choices


words = st.lists(
    st.tuples(
        st.sampled_from(list(Word)),
        st.sampled_from([Method.CHECKOUT, Method.OWN_PAGE, Method.IMPORT]),
        st.sampled_from(["email", "sms"]),
        st.booleans(),
        st.integers(1, 9),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=words)
def test_what_holds_is_always_what_the_ledger_comes_to(said, store, topic):
    customer = CustomerFactory(store=store)
    for word, method, channel, about_topic, on in said:
        told = Told(
            customer=customer,
            word=word,
            method=method,
            channel=channel,
            topic=topic if about_topic else None,
            said_at=day(on),
            wording="Yes.",
        )
        services.record_consents(store=store, told=[told], by=STAFF, now=NOW)
    ledger = holds(customer.consent_records.all())
    assert {one.key: (one.word, one.since) for one in customer.consents.all()} == ledger
    for channel in ("email", "sms"):
        for part in (None, topic):
            found = Customer.objects.filter(agreed(channel, part), pk=customer.pk).exists()
            assert found is is_agreed(ledger, ("marketing", channel, part.pk if part else None))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=words, data=st.data())
def test_no_order_of_arrival_gives_a_consent_that_another_would_not(said, data, store):
    """Of words at different moments, told in any order."""
    said = list({(one[2], one[4]): one for one in said}.values())
    standing = []
    for order in (sorted(said, key=lambda one: one[4]), data.draw(st.permutations(said))):
        customer = CustomerFactory(store=store)
        for word, method, channel, _topic, on in order:
            told = Told(
                customer=customer, word=word, method=method, channel=channel, said_at=day(on), wording="Yes."
            )
            services.record_consents(store=store, told=[told], by=STAFF, now=NOW)
        standing.append({one.key: one.word for one in customer.consents.all()})
    assert standing[0] == standing[1]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_and_a_consent_at_the_same_time_leave_what_the_ledger_says(store):
    customer = CustomerFactory(store=store)

    def told(word):
        one = Told(
            customer=customer,
            word=word,
            method=Method.OWN_PAGE,
            channel="email",
            said_at=day(5),
            wording="Yes.",
        )
        return partial(services.record_consents, store=store, told=[one], by=STAFF, now=NOW)

    at_once(told(Word.GIVEN), told(Word.WITHDRAWN))
    assert customer.consent_records.count() == 2
    assert Consent.objects.get(customer=customer).word == Word.WITHDRAWN
