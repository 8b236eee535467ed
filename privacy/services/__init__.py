"""What a store can do about people's data."""

from core.privacy.retention import drop_due
from privacy.services.bundles import (
    CannotFetchBundle,
    CannotGatherData,
    drop_old_bundles,
    fetch_bundle,
    gather_data,
    keep_bundle,
)
from privacy.services.erasing import CannotErase, CannotLiftErasure, erase_customer, lift_erasure
from privacy.services.journal import file_entries
from privacy.services.reminding import remind
from privacy.services.replaying import replay
from privacy.services.requests import (
    CannotCheckIdentity,
    CannotMoveDueDate,
    CannotReceiveRequest,
    CannotRefuseRequest,
    check_identity,
    move_due_date,
    receive_request,
    refuse_request,
)

__all__ = [
    "CannotCheckIdentity",
    "CannotErase",
    "CannotFetchBundle",
    "CannotGatherData",
    "CannotLiftErasure",
    "CannotMoveDueDate",
    "CannotReceiveRequest",
    "CannotRefuseRequest",
    "check_identity",
    "drop_due",
    "drop_old_bundles",
    "erase_customer",
    "fetch_bundle",
    "file_entries",
    "gather_data",
    "keep_bundle",
    "lift_erasure",
    "move_due_date",
    "receive_request",
    "refuse_request",
    "remind",
    "replay",
]
