"""What a note said before, and who can be called to it."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join

from core.models import Store
from customers.models import Note, NoteVersion

MOST = 500


@dataclass(frozen=True)
class Step:
    """One writing of a note: its words as pieces that stayed, came (`ins`) or went (`del`)."""

    by: str
    at: datetime
    pieces: list[tuple[str, str]]
    only_formatting: bool = False

    @property
    def shown(self) -> str:
        """In one piece: its spaces and line breaks are the note's."""
        return format_html_join("", "{}", ((_marked(kind, words),) for kind, words in self.pieces))


def history_of(note: Note) -> list[Step]:
    """Newest first; the last is how it began."""
    told: list[Note | NoteVersion] = [*note.versions.order_by("written_at", "pk"), note]
    steps = [Step(told[0].author_label, told[0].written_at, [("", told[0].text)])]
    for before, after in zip(told, told[1:], strict=False):
        same = before.text == after.text
        pieces = [] if same else difference(before.text, after.text)
        steps.append(Step(after.author_label, after.written_at, pieces, only_formatting=same))
    return steps[::-1]


def difference(before: str, after: str) -> list[tuple[str, str]]:
    old, new = _words(before), _words(after)
    pieces: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("", "".join(old[a:b])))
            continue
        pieces += [("del", "".join(old[a:b]))] if b > a else []
        pieces += [("ins", "".join(new[c:d]))] if d > c else []
    return pieces


def _marked(kind: str, words: str) -> str:
    return format_html("<{0}>{1}</{0}>", kind, words) if kind else words


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def colleagues(store: Store) -> list[dict[str, Any]]:
    """Who may read what is written here, by name."""
    members = store.memberships.active().select_related("user", "custom_role", "store")
    found = members.order_by("user__name", "user__email", "pk")[:MOST]
    return [
        {"id": str(member.public_id), "name": str(member.user), "role": str(member.role_name)}
        for member in found
        if member.can("customers.view")
    ]
