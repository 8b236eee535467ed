"""How events read: each app's `activity.py` gives its events a sentence and its kinds of record a name.

    describe({
        NoteAdded: Words(_("wrote a note about {subject}"), icon="square-pen"),
        MemberRoleChanged: Words(_("changed the role of {subject}"), icon="shield"),
    })
    name_kinds({"customers.note": Kind(_("Note"), url=note_url, fields={"text": _("Text")})})

A sentence follows the name of who did it. `{subject}` is the record's label; a field of the event's
payload stands in braces too. `alone` is the sentence without a name, for timelines, where a program told
of it and its name says nothing. Events without a sentence read as their name does.
"""

from core.activity.sentences import Change, Entry, actor_label, changes_of, entries, entry
from core.activity.vocabulary import (
    Kind,
    Words,
    describe,
    event_choices,
    field_label,
    has_words,
    kind_choices,
    kind_label,
    name_kinds,
    subject_url,
    title_of,
    words_of,
)

__all__ = [
    "Change",
    "Entry",
    "Kind",
    "Words",
    "actor_label",
    "changes_of",
    "describe",
    "entries",
    "entry",
    "event_choices",
    "field_label",
    "has_words",
    "kind_choices",
    "kind_label",
    "name_kinds",
    "subject_url",
    "title_of",
    "words_of",
]
