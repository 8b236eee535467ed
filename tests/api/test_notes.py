import pytest

from customers import services
from customers.models import Note
from tests.api.conftest import new_key, with_key
from tests.api.test_customers import CUSTOMERS, call
from tests.factories import CustomerFactory, NoteFactory


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


@pytest.fixture
def notes(customer):
    return f"{CUSTOMERS}/{customer.public_id}/notes"


def test_a_note_is_written_listed_read_changed_pinned_and_deleted(program, notes):
    html = "<p>Likes <strong>green</strong></p>"
    told = call(program, "POST", notes, {"html": html}).json()
    assert (told["text"], told["html"], told["pinned"]) == ("Likes green", html, False)
    one = f"{notes}/{told['id']}"
    assert [row["id"] for row in program.get(notes).json()["results"]] == [told["id"]]
    told = call(program, "PATCH", one, {"text": "Likes blue", "pinned": True}).json()
    assert (told["text"], told["html"], told["pinned"]) == ("Likes blue", "<p>Likes blue</p>", True)
    assert program.get(f"{notes}?pinned=true").json()["count"] == 1
    assert call(program, "PATCH", one, {"pinned": False}).json()["text"] == "Likes blue"
    assert call(program, "DELETE", one).status_code == 204
    assert program.get(one).status_code == 404
    assert not Note.objects.exists()


def test_what_acts_is_left_out(program, notes):
    told = call(program, "POST", notes, {"html": "<p>Hi<script>1</script></p><img src=x onerror=1>"}).json()
    assert told["html"] == "<p>Hi</p>"


def test_nothing_is_no_note(program, notes):
    assert call(program, "POST", notes, {"text": ""}).status_code == 422
    for body in ({}, {"pinned": True}, {"html": "<p></p>"}):
        assert call(program, "POST", notes, body).json()["code"] == "cannot_edit_note"
    assert not Note.objects.exists()


def test_nobody_changes_anothers_words_but_may_pin_them(store, customer, notes):
    theirs = NoteFactory(customer=customer, author_label="Jo")
    theirs.refresh_from_db()
    key = with_key(new_key(store, scopes=["customers.view", "customers.add_note"]))
    one = f"{notes}/{theirs.public_id}"
    assert call(key, "PATCH", one, {"text": "No"}).json()["code"] == services.CannotEditNote.code
    assert call(key, "DELETE", one).status_code == 409
    assert call(key, "PATCH", one, {"pinned": True}).status_code == 200
    theirs.refresh_from_db()
    assert (theirs.text, theirs.pinned) == ("Prefers to be called in the morning", True)
