"""How apps hear of each other without importing each other, and how the store remembers.

A service publishes what happened, inside its own transaction. The record is audit log, customer
timeline and trigger at once. Once it commits, the relay (core.events.relay) calls each subscribed handler.

    @dataclass(frozen=True, kw_only=True)
    class NoteAdded(Event):
        name = "customers.note_added"
        subject = "note_id"          # the record it is about: kind "customers.note"
        note_id: int
        customer_id: int             # puts it on this customer's timeline

    publish(NoteAdded(store_id=…, note_id=…, customer_id=…, subject_label=str(note)), by=by)

Fields are ids and plain values (also dates, decimals, uuids), never names or addresses of people,
and never secrets.
"""

from core.events.event import Event, event_names, names_on_timelines
from core.events.handling import all_handlers, handles
from core.events.publishing import publish, publish_edits, publish_many, publish_new, publish_selected

__all__ = [
    "Event",
    "all_handlers",
    "event_names",
    "handles",
    "names_on_timelines",
    "publish",
    "publish_edits",
    "publish_many",
    "publish_new",
    "publish_selected",
]
