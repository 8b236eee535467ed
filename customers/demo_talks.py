"""Calls, meetings and mails of the demo's staff, and notes with formatting, a mention and a past."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import connection
from django.utils.html import escape

from core import rich_text
from core.actors import Actor
from core.demo import Demo
from core.events import Event, publish_many
from core.events.months import prepare_months
from customers import events
from customers.models import Customer, Email, EmailState, Interaction, Note, NoteVersion

MOST = 600  # customers whom staff spoke with
RICH = 60  # notes
TALKS = (
    ("call", "out", "reached", 6, "Called about the late parcel. It came this morning; all is well."),
    ("call", "out", "left_message", 2, "Left word that the jacket is back in their size."),
    ("call", "out", "no_answer", None, ""),
    ("call", "in", "settled", 9, "Wanted to change the delivery address. Done, and told the carrier."),
    ("call", "in", "call_back", 12, "Asks for a quote for twelve pairs for a walking group. We ring back."),
    ("meeting", "out", "settled", 40, "Boot fitting in the shop. Takes the wider last; knees matter."),
    ("email", "in", "reached", None, "Thanks us for the quick repair of the tent pole."),
    ("other", "in", "not_interested", 5, "Met at the trail fair. Happy with what they have for now."),
)
MAILS = (
    (
        "Your boots are back from resoling",
        "they look like new again. Shall we send them?",
    ),
    ("About your question", "yes, the sleeping bag fits into the 40 litre pack, with room for a stove."),
    ("A small apology", "the wrong colour went out to you. The right one is on its way; keep the other."),
    ("Workshop on map reading", "there are two places left on the 14th. Shall we keep one for you?"),
)
_CHOSEN = """
SELECT id, n, at FROM demo_customer ORDER BY pg_temp.roll(n, 740), n LIMIT %s
"""


class Talk(NamedTuple):
    writer: Actor
    row: Interaction | Email
    event: type[Event]
    place: dict[str, Any]
    more: dict[str, Any]


def keep_talks(demo: Demo) -> str:
    talks = list(_talks(demo))
    Interaction.objects.bulk_create([talk.row for talk in talks if isinstance(talk.row, Interaction)])
    _keep_mails([talk for talk in talks if isinstance(talk.row, Email)])
    for actor in demo.staff:
        publish_many((_event(talk) for talk in talks if talk.writer == actor), by=actor)
    prepare_months(demo.now)
    _dress_notes(demo)
    return f"{len(talks)} calls, meetings and e-mails"


def _talks(demo: Demo) -> Iterator[Talk]:
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, [min(MOST, max(demo.size // 10, 3))])
        chosen = cursor.fetchall()
    people = Customer.objects.for_table().in_bulk([key for key, _n, _at in chosen])
    for key, n, at in chosen:
        dice = Random(n)  # noqa: S311 (the same talks every time)
        for _turn in range(dice.choice((1, 1, 2, 3))):
            when = at + (demo.now - at) * dice.random()
            writer = dice.choice(demo.staff)
            if people[key].email and people[key].status == "active" and dice.random() < 0.4:
                yield _mail(demo, people[key], writer, when, dice)
            else:
                yield _talk(demo, people[key], writer, when, dice)


def _talk(demo: Demo, customer: Customer, writer: Actor, when: datetime, dice: Random) -> Talk:
    kind, direction, outcome, minutes, text = dice.choice(TALKS)
    row = Interaction(
        store=demo.store,
        customer=customer,
        kind=kind,
        direction=direction,
        outcome=outcome,
        happened_at=when,
        minutes=minutes and max(1, minutes + dice.randint(-2, 5)),
        text=text,
        told_by=uuid4(),  # two demos in one database share nothing
        **_author(writer),
    )
    place = {"happened_at": when, "public_id": row.told_by}
    return Talk(writer, row, events.InteractionLogged, place, {"kind": kind, "outcome": outcome})


def _mail(demo: Demo, customer: Customer, writer: Actor, when: datetime, dice: Random) -> Talk:
    subject, text = dice.choice(MAILS)
    came_back = dice.random() < 0.03
    row = Email(
        store=demo.store,
        customer=customer,
        to_address=customer.email or "",
        subject=subject,
        text=f"Hello {customer.first_name},\n\n{text}\n\n{writer.label}\n{demo.store.name}",
        sender_name=f"{writer.label}, {demo.store.name}",
        message_id=f"<{dice.getrandbits(64):x}@example.com>",
        state=EmailState.BOUNCED if came_back else EmailState.SENT,
        problem="The mail server does not know this address." if came_back else "",
        attempts=1,
        sent_at=None if came_back else when + timedelta(seconds=3),
        **_author(writer),
    )
    return Talk(writer, row, events.EmailWritten, {"happened_at": when}, {"title": subject})


def _keep_mails(mails: list[Talk]) -> None:
    rows = Email.objects.bulk_create([talk.row for talk in mails if isinstance(talk.row, Email)])
    for row, talk in zip(rows, mails, strict=True):
        row.created_at = talk.place["happened_at"]
    Email.objects.bulk_update(rows, ["created_at"])


def _event(talk: Talk) -> Event:
    row = talk.row
    key = "interaction_id" if isinstance(row, Interaction) else "email_id"
    about: dict[str, Any] = {
        "store_id": row.store_id,
        "customer_id": row.customer_id,
        "subject_label": row.customer.name,
        key: row.pk,
    }
    return talk.event(**about, **talk.place, **talk.more)


def _author(writer: Actor) -> dict[str, Any]:
    return {"author_kind": writer.kind, "author_id": writer.id, "author_label": writer.label}


def _dress_notes(demo: Demo) -> None:
    """Every fifth of the newest notes calls a colleague; every seventh said something else before."""
    members = list(demo.store.memberships.active().select_related("user").order_by("pk"))
    notes = list(Note.objects.filter(store=demo.store).order_by("-created_at", "-pk")[:RICH])
    versions = []
    for turn, note in enumerate(notes):
        if turn % 7 == 3:
            versions.append(_earlier(note))
            note.edited_at = min(note.created_at + timedelta(hours=5), demo.now)
        if turn % 5 == 0 and members:
            _call(note, members[turn // 5 % len(members)])
    NoteVersion.objects.bulk_create(versions)
    Note.objects.bulk_update(notes, ["text", "html", "edited_at"])


def _earlier(note: Note) -> NoteVersion:
    words = note.text.split(" ")
    return NoteVersion(
        store_id=note.store_id,
        note=note,
        text=" ".join([*words[: len(words) // 2], "…"]),
        written_at=note.created_at,
        author_label=note.author_label,
    )


def _call(note: Note, member) -> None:
    called = f'<span data-mention="{member.public_id}">@{member.user}</span>'
    note.html = f"<p><strong>{escape(note.text)}</strong></p><p>{called}, please keep it in mind.</p>"
    note.text = rich_text.plain(note.html)
