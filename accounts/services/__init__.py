from accounts.services.opening import open_store
from accounts.services.people import (
    CannotBlock,
    add_person,
    block_person,
    reset_second_step,
    unblock_person,
)
from accounts.services.signin import (
    end_sessions,
    record_about_person,
    record_blocked_sign_in,
    record_failed_sign_in,
)

__all__ = [
    "CannotBlock",
    "add_person",
    "block_person",
    "end_sessions",
    "open_store",
    "record_about_person",
    "record_blocked_sign_in",
    "record_failed_sign_in",
    "reset_second_step",
    "unblock_person",
]
