from core.models.beat import Heartbeat, Outcome, PeriodicRun
from core.models.erasures import ErasedMark, ErasureKey
from core.models.events import EventRecord, OutboxEntry, ParkedEvent, RelayShard
from core.models.idempotency import IdempotencyRecord
from core.models.jobs import Job, JobError, JobPart, JobState
from core.models.lists import BulkBatch, BulkRun, ListPreference, SavedView
from core.models.stores import PublicModel, PublicQuerySet, Store, StoreModel, StoreSettings, check_same_store
from core.models.uploads import Upload, UploadKind

__all__ = [
    "BulkBatch",
    "BulkRun",
    "ErasedMark",
    "ErasureKey",
    "EventRecord",
    "Heartbeat",
    "IdempotencyRecord",
    "Job",
    "JobError",
    "JobPart",
    "JobState",
    "ListPreference",
    "OutboxEntry",
    "Outcome",
    "ParkedEvent",
    "PeriodicRun",
    "PublicModel",
    "PublicQuerySet",
    "RelayShard",
    "SavedView",
    "Store",
    "StoreModel",
    "StoreSettings",
    "Upload",
    "UploadKind",
    "check_same_store",
]
