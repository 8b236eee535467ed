"""Notes with formatting, mentions and a history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core import rich_text
from core.events.relay import relay
from core.models import EventRecord
from customers import services
from customers.models import Note, NoteVersion
from customers.queries import history_of
from notifications.models import Notification
from tests.conftest import signed_in
from tests.factories import CustomRoleFactory, MembershipFactory

NOW = timezone.now()
HARMS = ("<script", "onerror", "onclick", "onmouseover", "javascript:", "style=", "class=", "<img")


def write(customer, actor, html, text=""):
    return services.add_note(customer=customer, html=html, text=text, by=actor, now=NOW)


def calling(*members, before="Ask ", after=""):
    calls = " ".join(f'<span data-mention="{m.public_id}">@{m.user}</span>' for m in members)
    return f"<p>{before}{calls}{after}</p>"


def fresh(member):
    member.refresh_from_db()
    return member


@pytest.fixture
def ben(store):
    return fresh(MembershipFactory(store=store, role=Role.SUPPORT, user__name="Ben Ode"))


def told(user):
    relay()
    return list(Notification.objects.filter(user=user, kind="customers.mentioned").order_by("pk"))


def test_formatting_is_kept_and_the_words_beside_it(customer, actor):
    note = write(customer, actor, "<p>Likes <strong>green</strong></p><ul><li><p>boots</p></li></ul>")
    assert note.text == "Likes green\n\n- boots"
    assert note.body == "<p>Likes <strong>green</strong></p><ul><li><p>boots</p></li></ul>"


def test_without_formatting_only_words_are_kept(customer, actor):
    note = write(customer, actor, "<p>Likes green<br>and blue</p><p></p>")
    assert (note.text, note.html) == ("Likes green\nand blue", "")
    assert note.body == "<p>Likes green<br>and blue</p>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="alert(1)" style="color:red">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>1</script>">x</a>',
        '<svg><animate onbegin="alert(1)"/></svg>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<span data-mention="x" onmouseover="alert(1)">@Jo</span>',
        "<iframe src=//evil.example></iframe><form action=//evil.example><input></form>",
        '<p class="card" id="drawer">x</p>',
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_nothing_that_acts_gets_in_or_out(customer, actor, attack):
    note = write(customer, actor, f"<p>Words</p>{attack}")
    for html in (note.html, note.body):
        assert not [harm for harm in HARMS if harm in html]
    Note.objects.filter(pk=note.pk).update(html=attack)  # as if it had got in some other way
    note.refresh_from_db()
    assert note.body == rich_text.cleaned(attack)


def test_what_is_only_empty_lines_is_nothing(customer, actor):
    with pytest.raises(services.CannotEditNote, match="Write something"):
        write(customer, actor, "<p> </p><p><br></p>")
    assert not Note.objects.exists()


def test_too_many_words_are_refused(customer, actor):
    with pytest.raises(services.CannotEditNote, match="5,000"):
        write(customer, actor, f"<p>{'x' * 5_001}</p>")
    with pytest.raises(services.CannotEditNote, match="formatting"):
        write(customer, actor, f"<p>{'<strong>x</strong>' * 1_200}</p>")
    assert not Note.objects.exists()


def test_a_colleague_who_is_mentioned_is_told_with_a_link(customer, actor, ben):
    note = write(customer, actor, calling(ben, after=" about boots"))
    (notice,) = told(ben.user)
    assert notice.title == f"{actor.label} mentioned you in a note about Ana López"
    assert notice.text == "Ask @Ben Ode about boots"
    note.refresh_from_db()
    assert notice.url == f"/customers/{customer.public_id}#note-{note.public_id}"


def test_the_name_is_theirs_whatever_was_sent(customer, actor, ben):
    note = write(customer, actor, f'<p>Ask <span data-mention="{ben.public_id}">@The owner</span></p>')
    assert note.text == "Ask @Ben Ode"


def test_nobody_is_told_twice_of_one_note(customer, actor, ben, store):
    joan = fresh(MembershipFactory(store=store))
    note = write(customer, actor, calling(ben))
    services.edit_note(note=note, html=calling(ben, joan, before="Please ask "), by=actor, now=NOW)
    assert len(told(ben.user)) == 1
    assert len(told(joan.user)) == 1


def test_who_mentions_themselves_is_not_told(owner, customer, actor):
    write(customer, actor, calling(fresh(owner.membership)))
    assert told(owner.membership.user) == []


def test_another_stores_people_former_ones_and_those_who_may_not_look_are_not_called(customer, actor, store):
    away = fresh(MembershipFactory(store=store, deactivated_at=NOW))
    other = fresh(MembershipFactory())
    role = CustomRoleFactory(store=store, permissions=["home.view"])
    blind = fresh(MembershipFactory(store=store, role="", custom_role=role))
    note = write(customer, actor, calling(away, other, blind))
    assert "data-mention" not in note.body
    relay()
    assert not Notification.objects.filter(kind="customers.mentioned").exists()


def test_a_deleted_note_tells_nobody(customer, actor, ben):
    note = write(customer, actor, calling(ben))
    services.delete_note(note=note, by=actor, now=NOW)
    assert told(ben.user) == []


def test_a_mention_may_be_muted(customer, actor, ben):
    ben.user.muted_notifications = ["customers.mentioned"]
    ben.user.save()
    write(customer, actor, calling(ben))
    assert told(ben.user) == []


def test_what_a_note_said_before_is_kept(customer, actor):
    note = write(customer, actor, "<p>Likes <strong>green</strong> boots</p>")
    services.edit_note(note=note, html="<p>Likes green boots</p>", by=actor, now=NOW + timedelta(hours=1))
    services.edit_note(note=note, text="Likes blue boots", by=actor, now=NOW + timedelta(hours=2))
    note.refresh_from_db()
    newest, looks, first = history_of(note)
    assert newest.pieces == [("", "Likes "), ("del", "green"), ("ins", "blue"), ("", " boots")]
    assert (looks.only_formatting, looks.pieces) == (True, [])
    assert first.pieces == [("", "Likes green boots")]
    assert [step.at for step in (newest, looks)] == [NOW + timedelta(hours=2), NOW + timedelta(hours=1)]
    assert note.versions.order_by("pk")[0].html == "<p>Likes <strong>green</strong> boots</p>"


def test_an_edit_that_changes_nothing_leaves_no_version(customer, actor):
    note = write(customer, actor, "<p>Likes <em>green</em></p>")
    services.edit_note(note=note, html="<p>Likes <em>green</em></p>", by=actor, now=NOW)
    assert not NoteVersion.objects.exists()
    assert not EventRecord.objects.filter(name="customers.note_edited").exists()


def test_the_page_shows_formatting_and_the_history(owner, customer):
    page = f"/customers/{customer.public_id}"
    owner.post(f"{page}/notes", {"text": "Likes green", "html": "<p>Likes <strong>green</strong></p>"})
    note = Note.objects.get()
    owner.post(
        f"/customers/notes/{note.public_id}", {"text": "Likes blue", "html": "<p>Likes <em>blue</em></p>"}
    )
    assert "<p>Likes <em>blue</em></p>" in owner.get(page).content.decode()
    history = owner.get(f"/customers/notes/{note.public_id}/history").content.decode()
    assert "<del>green</del><ins>blue</ins>" in history


def test_colleagues_to_mention_are_those_who_may_look(owner, agent, ben, store):
    role = CustomRoleFactory(store=store, permissions=["home.view"])
    MembershipFactory(store=store, role="", custom_role=role, user__name="Blind")
    MembershipFactory(user__name="Stranger")
    people = owner.get("/customers/colleagues").json()["people"]
    assert {"id": str(ben.public_id), "name": "Ben Ode", "role": "Support"} in people
    assert not {"Blind", "Stranger"} & {person["name"] for person in people}
    assert agent.get("/customers/colleagues").status_code == 403


def test_history_is_for_those_who_see_customers(agent, stranger, customer, actor):
    note = write(customer, actor, "<p>Words</p>")
    note.refresh_from_db()
    page = f"/customers/notes/{note.public_id}/history"
    assert agent.get(page).status_code == 200
    assert stranger.get(page).status_code == 404
    assert signed_in(MembershipFactory()).get(page).status_code == 404
