"""What core's own models hold."""

from django.db.models import BinaryField, BooleanField, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from core.events.redaction import redact
from core.models import (
    BulkBatch,
    BulkRun,
    ErasedMark,
    ErasureKey,
    EventRecord,
    Heartbeat,
    IdempotencyRecord,
    Job,
    JobError,
    JobPart,
    ListPreference,
    OutboxEntry,
    ParkedEvent,
    PeriodicRun,
    RelayShard,
    SavedView,
    Store,
    StoreSettings,
    Upload,
)
from core.privacy.registry import Subject, about_staff, blanks, deletes, impersonal, keeps, rewrites

_MACHINERY = _("Our machinery's own rows.")


def _their_events(subject: Subject) -> Q:
    events = EventRecord.objects.filter(store=subject.store, customer_id__in=subject.customer_ids)
    return Q(event_id__in=events.values("pk"))


def _answers_about(subject: Subject) -> Q:
    """Answers are bytes: what they tell of is found as bytes."""
    found = Q(pk__in=[])
    for trace in subject.traces:
        found |= Q(Holds(Value(trace.encode(), output_field=BinaryField()), "body"))
    return found


class Holds(Func):
    template = "position(%(expressions)s) > 0"
    arg_joiner = " in "
    output_field = BooleanField()


rewrites(
    EventRecord,
    "customer_id",
    label=_("What happened"),
    because=_("The log stays whole; every word in it is blanked."),
    rewrite=lambda rows, subject: redact(subject.store, subject.customer_ids),
    hides=(
        "store",
        "customer_id",
        "subject_id",
        "subject_kind",
        "actor_id",
        "actor_label",
        "ip",
        "user_agent",
        "request_id",
    ),
)
blanks(
    IdempotencyRecord,
    _answers_about,
    label=_("Answers kept for repeated requests"),
    because=_("The key stays, so that a repeated request has no second effect."),
    blank={"body": None, "headers": {}},
    keeps=("actor_kind", "key", "fingerprint", "content_type"),
    hides=("store", "key", "fingerprint", "body"),
)
blanks(
    ParkedEvent,
    _their_events,
    label=_("Events waiting to be handled again"),
    because=_("What is due is still done."),
    blank={"error": ""},
    keeps=("name", "handler"),
    hides=("store", "error", "handler"),
)
deletes(
    JobError,
    lambda subject: subject.in_text("value"),
    label=_("Lines of imports that failed"),
    hides=("store", "job"),
)
deletes(
    SavedView,
    lambda subject: subject.in_text("query", "name"),
    label=_("Saved views that look for them"),
    hides=("store", "member_id"),
)
impersonal(
    Upload,
    because=_("Files hang on the rows that hold them: those name them, and they go together."),
)
impersonal(
    Job,
    JobPart,
    because=_("What was asked for and how many rows; result files are deleted after a day."),
)
impersonal(BulkRun, BulkBatch, because=_("Keys of rows that a verb was done to, so that it can be undone."))
keeps(
    ErasedMark,
    "customer_id",
    label=_("Marks by which we know again whom we erased"),
    because=_("Hashes with a key of the store, so that nobody makes them a customer again unasked."),
    hides=("store", "digest", "customer_id"),
)
impersonal(ErasureKey, because=_("The store's own key."))
impersonal(Heartbeat, OutboxEntry, PeriodicRun, RelayShard, because=_MACHINERY)
impersonal(Store, StoreSettings, because=_("The store's own."))
about_staff(ListPreference, because=_("How a member likes a list."))
