from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from core.actors import SYSTEM, Actor, ActorKind
from core.events import Event, log, publish, publish_many, publish_new
from core.events.changes import HIDDEN, changes
from core.events.event import restored
from core.models import EventRecord, OutboxEntry
from tests.factories import MembershipFactory, StoreFactory

ANNA = Actor(
    kind=ActorKind.STAFF, id=7, label="Anna", ip="203.0.113.9", user_agent="Browser", request_id="r1"
)


@dataclass(frozen=True, kw_only=True)
class TeaPoured(Event):
    name = "tests.tea_poured"
    subject = "cup_id"
    cup_id: int
    customer_id: int | None = None
    price: Decimal = Decimal("0")
    poured_on: date | None = None
    poured_at: datetime | None = None
    batch: UUID | None = None


def test_publishing_records_who_what_and_where(store):
    publish(
        TeaPoured(store_id=store.pk, cup_id=3, customer_id=9, subject_label="Blue cup"),
        by=ANNA,
        changes={"size": ["small", "large"]},
    )
    record = store.events.get()
    assert (
        record.name,
        record.customer_id,
        record.subject_kind,
        record.subject_id,
        record.subject_label,
    ) == (
        "tests.tea_poured",
        9,
        "tests.cup",
        3,
        "Blue cup",
    )
    assert (record.actor_kind, record.actor_id, record.actor_label) == ("staff", 7, "Anna")
    assert (record.ip, record.user_agent, record.request_id) == ("203.0.113.9", "Browser", "r1")
    assert record.changes == {"size": ["small", "large"]}
    assert record.payload["cup_id"] == 3
    assert abs(record.happened_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_event_comes_back_with_the_values_it_was_published_with(store):
    event = TeaPoured(
        store_id=store.pk,
        cup_id=3,
        price=Decimal("2.50"),
        poured_on=date(2026, 2, 3),
        poured_at=datetime(2026, 2, 3, 4, 5, tzinfo=UTC),
        batch=uuid4(),
        happened_at=datetime(2026, 2, 3, 4, 6, tzinfo=UTC),
    )
    publish(event, by=ANNA)
    row = store.events.values().get()
    again = restored(row)
    assert again.actor == ANNA
    assert again.event_id == row["id"]
    assert again.payload() == event.payload()
    assert again.happened_at == event.happened_at


def test_a_rolled_back_change_leaves_no_event(store):
    @transaction.atomic
    def pour_and_fail():
        publish(TeaPoured(store_id=store.pk, cup_id=1), by=ANNA)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        pour_and_fail()
    assert not EventRecord.objects.exists()
    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused():
    store = StoreFactory()
    with pytest.raises(log.PublishedOutsideTransaction):
        publish(TeaPoured(store_id=store.pk, cup_id=1), by=ANNA)
    assert not EventRecord.objects.exists()


def test_many_events_are_recorded_in_their_order_with_one_statement_each_five_thousand(
    store, django_assert_num_queries
):
    with django_assert_num_queries(2):
        count = publish_many((TeaPoured(store_id=store.pk, cup_id=n) for n in range(6_000)), by=SYSTEM)
    assert count == 6_000
    assert list(store.events.order_by("pk").values_list("subject_id", flat=True)) == list(range(6_000))


def poured(store, cup_id, public_id, **fields):
    at = datetime(2026, 11, 3, 4, 5, tzinfo=UTC)
    return TeaPoured(store_id=store.pk, cup_id=cup_id, public_id=public_id, happened_at=at, **fields)


def test_events_delivered_twice_are_appended_once(store):
    first, second = uuid4(), uuid4()
    assert publish_new([poured(store, 1, first), poured(store, 1, first)], by=ANNA) == {first}
    assert publish_new([poured(store, 1, first), poured(store, 2, second)], by=ANNA) == {second}
    assert publish_many([poured(store, 1, first), poured(store, 2, second)], by=ANNA) == 0
    assert list(store.events.order_by("pk").values_list("public_id", "subject_id")) == [
        (first, 1),
        (second, 2),
    ]


def test_an_event_with_an_id_of_its_own_needs_its_time(store):
    with pytest.raises(ValueError, match="needs the time"):
        publish_new([TeaPoured(store_id=store.pk, cup_id=1, public_id=uuid4())], by=ANNA)
    assert not EventRecord.objects.exists()


def test_what_nobody_hears_is_not_put_into_the_outbox(store):
    publish(TeaPoured(store_id=store.pk, cup_id=1), by=ANNA)
    assert EventRecord.objects.count() == 1
    assert not OutboxEntry.objects.exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE core_eventrecord SET name = 'x'", "DELETE FROM core_eventrecord"]
)
def test_the_database_refuses_to_rewrite_history(store, statement):
    publish(TeaPoured(store_id=store.pk, cup_id=1), by=ANNA)
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert store.events.get().name == "tests.tea_poured"


def test_secrets_never_enter_the_log(store):
    with pytest.raises(TypeError, match="secrets"):

        class Leaked(Event):
            name = "tests.leaked"
            api_key: str

    publish(
        TeaPoured(store_id=store.pk, cup_id=1),
        by=ANNA,
        changes={"password": ["old-one", "new-one"], "options": [{}, {"smtp": {"client_secret": "hush"}}]},
    )
    row = store.events.get()
    assert row.changes == {"password": HIDDEN, "options": [{}, {"smtp": {"client_secret": HIDDEN}}]}


def test_changes_keep_old_and_new_of_what_differs_and_hide_secret_fields(db):
    user = MembershipFactory(user__name="Ann").user
    found = changes(user, name="Anna", email=user.email, password="argon2$…")  # noqa: S106
    assert found == {"name": ["Ann", "Anna"], "password": [HIDDEN, HIDDEN]}
    assert (user.name, user.password) == ("Anna", "argon2$…")


@pytest.mark.parametrize("address", ["", "not an address", "unix:"])
def test_a_strange_address_of_a_caller_is_left_out(store, address):
    publish(TeaPoured(store_id=store.pk, cup_id=1), by=ANNA.seen_at(ip=address, user_agent="", request_id=""))
    assert store.events.get().ip is None


def test_two_events_of_one_name_are_refused():
    with pytest.raises(TypeError, match="Two events"):

        class OtherTeaPoured(Event):
            name = "tests.tea_poured"
