import pytest
from django.utils import timezone

from core.actors import Actor, ActorKind
from core.models import EventRecord
from customers import services
from customers.models import Note

NOW = timezone.now()
COLLEAGUE = Actor(kind=ActorKind.STAFF, id=0, label="Ben")


@pytest.fixture
def note(customer, actor):
    return services.add_note(customer=customer, text=" Likes green \n", by=actor, now=NOW)


def test_a_note_keeps_its_words_and_its_writer(note, actor):
    note.refresh_from_db()
    assert note.text == "Likes green"
    assert note.is_by(actor)


def test_an_empty_note_is_refused(customer, actor):
    with pytest.raises(services.CannotEditNote, match="Write something"):
        services.add_note(customer=customer, text=" \n ", by=actor, now=NOW)
    assert not Note.objects.exists()


def test_the_writer_edits_and_the_log_keeps_both_texts(note, actor):
    services.edit_note(note=note, text="Likes blue", by=actor, now=NOW)
    note.refresh_from_db()
    assert (note.text, note.edited_at) == ("Likes blue", NOW)
    assert EventRecord.objects.get(name="customers.note_edited").changes == {
        "text": ["Likes green", "Likes blue"]
    }


def test_nobody_else_changes_the_words(note):
    with pytest.raises(services.CannotEditNote, match="Only"):
        services.edit_note(note=note, text="Hates green", by=COLLEAGUE, now=NOW)
    note.refresh_from_db()
    assert note.text == "Likes green"


def test_anyone_may_pin_and_pinning_twice_is_once(note):
    services.pin_note(note=note, by=COLLEAGUE, now=NOW)
    services.pin_note(note=note, by=COLLEAGUE, now=NOW)
    note.refresh_from_db()
    assert note.pinned
    assert EventRecord.objects.filter(name="customers.note_pinned").count() == 1


def test_deleted_and_restored(note, actor):
    services.delete_note(note=note, by=actor, now=NOW)
    assert not Note.objects.exists()
    services.restore_note(note=note, by=actor, now=NOW)
    assert Note.objects.get() == note


def test_the_page_writes_edits_pins_deletes_and_restores(owner, customer):
    profile = f"/customers/{customer.public_id}"
    owner.post(f"{profile}/notes", {"text": "Likes green"})
    note = Note.objects.get()
    page = f"/customers/notes/{note.public_id}"
    owner.post(page, {"text": "Likes blue"})
    owner.post(f"{page}/pin")
    note.refresh_from_db()
    assert (note.text, note.pinned) == ("Likes blue", True)
    assert "Note deleted" in owner.post(f"{page}/delete")["HX-Trigger"]
    assert not Note.objects.exists()
    owner.post(f"{page}/restore")
    assert Note.objects.get() == note


def test_the_page_keeps_what_was_typed_when_it_is_refused(owner, customer):
    response = owner.post(f"/customers/{customer.public_id}/notes", {"text": "x" * 5001})
    assert response.status_code == 422
    assert "x" * 5001 in response.content.decode()
    assert not Note.objects.exists()


def test_others_may_not_touch_a_note(note, agent, stranger):
    page = f"/customers/notes/{note.public_id}"
    for verb in ("", "/pin", "/delete", "/restore"):
        assert agent.post(f"{page}{verb}", {"text": "mine"}).status_code == 403
        assert stranger.post(f"{page}{verb}", {"text": "mine"}).status_code == 404
    note.refresh_from_db()
    assert (note.text, note.pinned, note.deleted_at) == ("Likes green", False, None)
