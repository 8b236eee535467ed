"""How events read: each app's `activity.py` gives its events a sentence and its kinds of record a name.

    describe({
        NoteAdded: Words(_("wrote a note about {subject}"), icon="square-pen"),
        MemberRoleChanged: Words(_("changed the role of {subject}"), icon="shield"),
    })
    name_kinds({"customers.note": Kind(_("Note"), url=note_url, fields={"text": _("Text")})})

A sentence follows the name of who did it. `{subject}` is the record's label; a field of the event's
payload stands in braces too. `alone` is the sentence without a name, for timelines, where a program told
of it and its name says nothing. Events without a sentence read as their name does. What timelines need
beside, kinds to filter by and a look at the records, is told in `core.activity.timelines`.
"""

from core.activity.sentences import Change, Entry, actor_label, changes_of, entries, entry
from core.activity.timelines import (
    Glance,
    TimelineKind,
    name_timeline_kinds,
    show_on_timelines,
    timeline_entries,
    timeline_kinds,
    timeline_names,
)
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
    "Glance",
    "Kind",
    "TimelineKind",
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
    "name_timeline_kinds",
    "show_on_timelines",
    "subject_url",
    "timeline_entries",
    "timeline_kinds",
    "timeline_names",
    "title_of",
    "words_of",
]
