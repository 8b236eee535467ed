from core.models.events import EventRecord, OutboxEntry, ParkedEvent, RelayShard
from core.models.stores import PublicModel, Store, StoreModel, StoreSettings, check_same_store

__all__ = [
    "EventRecord",
    "OutboxEntry",
    "ParkedEvent",
    "PublicModel",
    "RelayShard",
    "Store",
    "StoreModel",
    "StoreSettings",
    "check_same_store",
]
