"""The pages of customers."""

from customers.views.accounts import delete, reinstate, restore, suspend
from customers.views.details import add, check_field, edit
from customers.views.directory import customers, growth
from customers.views.figures import figures
from customers.views.notes import (
    add_note,
    delete_note,
    edit_note,
    pin_note,
    restore_note,
    unpin_note,
)
from customers.views.profile import profile, timeline, viewed

__all__ = [
    "add",
    "add_note",
    "check_field",
    "customers",
    "delete",
    "delete_note",
    "edit",
    "edit_note",
    "figures",
    "growth",
    "pin_note",
    "profile",
    "reinstate",
    "restore",
    "restore_note",
    "suspend",
    "timeline",
    "unpin_note",
    "viewed",
]
