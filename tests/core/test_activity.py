from dataclasses import dataclass

import pytest

from commerce.events.orders import OrderShipped
from core import activity
from core.actors import SYSTEM, Actor, ActorKind
from core.events import Event, event_names, publish, queries
from core.events.event import class_named
from customers.events import CustomerEdited, NoteAdded
from tests.factories import StoreFactory

ANNA = Actor(kind=ActorKind.STAFF, id=7, label="Anna")


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    name = "tests.kettle_boiled"


def edited(store, changes, label="Ada Lovelace"):
    event = CustomerEdited(store_id=store.pk, customer_id=5, subject_label=label)
    publish(event, by=ANNA, changes=changes)
    return store.events.newest_first()[0]


def test_an_event_reads_as_a_sentence(store):
    entry = activity.entry(edited(store, {}))
    assert f"{entry.by} {entry.text}" == "Anna edited <b>Ada Lovelace</b>"
    assert entry.icon == "pencil"


def test_what_people_typed_is_escaped(store):
    entry = activity.entry(edited(store, {}, label="<script>{event}</script>"))
    assert entry.text == "edited <b>&lt;script&gt;{event}&lt;/script&gt;</b>"
    assert entry.text.__html__() == entry.text


def test_an_event_nobody_described_reads_as_its_name(store):
    publish(KettleBoiled(store_id=store.pk), by=SYSTEM)
    entry = activity.entry(store.events.get())
    assert (entry.by, entry.text) == ("Regulars", "Kettle boiled")


def test_changes_carry_the_labels_and_choices_of_the_record(store):
    record = edited(store, {"first_name": ["", "Ada"], "updated_at": [None, "2026-02-03T04:05:06Z"]})
    first, second = activity.changes_of(record)
    assert (first.label, first.old, first.new) == ("First name", "nothing", "Ada")
    assert second.new == "3 Feb 2026, 04:05"


def test_a_timeline_may_tell_the_changes_too(store):
    edited(store, {"first_name": ["Eda", "Ada"], "last_name": ["", "Lovelace"]})
    (entry,) = activity.entries(store.events.all(), with_changes=True)
    assert sorted(entry.note.splitlines()) == ["First name: Eda → Ada", "Last name: nothing → Lovelace"]


def test_a_hidden_value_stays_hidden(store):
    (change,) = activity.changes_of(edited(store, {"password": ["a", "b"]}))
    assert (change.old, change.new) == ("•••", "•••")


def test_a_label_from_the_model_is_used_for_a_choice(store):
    publish(
        class_named("accounts.member_role_changed")(store_id=store.pk, membership_id=1, subject_label="Ben"),
        by=ANNA,
        changes={"role": ["owner", "support"]},
    )
    (change,) = activity.changes_of(store.events.get())
    assert (change.label, change.old, change.new) == ("Role", "Owner", "Support")


@pytest.mark.parametrize("name", [n for n in event_names() if n.split(".")[0] not in ("tests", "bench")])
def test_every_event_of_the_house_has_a_sentence_its_payload_can_fill(name):
    words = activity.words_of(name)
    assert words, f"Describe {name} in its app's activity.py"
    event_class = class_named(name)
    known = {field for base in event_class.__mro__ for field in vars(base).get("__annotations__", {})}
    braces = {part.split("}")[0] for part in str(words.text).split("{")[1:]}
    assert braces <= known | {"subject", "event"}


def test_a_customers_timeline_pages_from_the_last_one_seen(store):
    for note in range(5):
        publish(NoteAdded(store_id=store.pk, customer_id=9, note_id=note), by=ANNA)
    publish(NoteAdded(store_id=store.pk, customer_id=8, note_id=99), by=ANNA)
    publish(NoteAdded(store_id=StoreFactory().pk, customer_id=9, note_id=98), by=ANNA)
    first = queries.timeline(store, 9, limit=3)
    rest = queries.timeline(store, 9, limit=3, before=queries.place_of(first[-1]))
    assert [record.subject_id for record in first + rest] == [4, 3, 2, 1, 0]


def test_a_timeline_can_be_of_some_kinds_only(store):
    edited(store, {})
    publish(NoteAdded(store_id=store.pk, customer_id=5, note_id=1), by=ANNA)
    found = queries.timeline(store, 5, names=["customers.note_added"])
    assert [record.name for record in found] == ["customers.note_added"]


def test_the_history_of_a_record(store):
    edited(store, {})
    publish(NoteAdded(store_id=store.pk, customer_id=5, note_id=5), by=ANNA)
    found = queries.history(store, "customers.customer", 5)
    assert [record.name for record in found] == ["customers.customer_edited"]


def test_on_a_timeline_what_a_program_told_reads_without_its_name(store):
    told = OrderShipped(store_id=store.pk, order_id=1, subject_label="R-1")
    publish(told, by=Actor(kind=ActorKind.API_KEY, label="Online shop"))
    publish(told, by=ANNA)
    by_program, by_person = activity.entries(store.events.order_by("pk"))
    assert (by_program.alone, by_person.alone) == ("Order <b>R-1</b> shipped", "")
