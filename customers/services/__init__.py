"""What a store can do with its customers and the notes about them."""

from customers.services.accounts import (
    CannotDeleteCustomer,
    CannotReinstateCustomer,
    CannotRestoreCustomer,
    CannotSuspendCustomer,
    delete_customer,
    delete_customers,
    purge_deleted,
    reinstate_customer,
    reinstate_customers,
    restore_customer,
    restore_customers,
    suspend_customer,
    suspend_customers,
)
from customers.services.details import (
    CannotAddCustomer,
    CannotEditCustomer,
    add_customer,
    edit_customer,
)
from customers.services.notes import (
    CannotEditNote,
    add_note,
    delete_note,
    edit_note,
    pin_note,
    restore_note,
    unpin_note,
)

__all__ = [
    "CannotAddCustomer",
    "CannotDeleteCustomer",
    "CannotEditCustomer",
    "CannotEditNote",
    "CannotReinstateCustomer",
    "CannotRestoreCustomer",
    "CannotSuspendCustomer",
    "add_customer",
    "add_note",
    "delete_customer",
    "delete_customers",
    "delete_note",
    "edit_customer",
    "edit_note",
    "pin_note",
    "purge_deleted",
    "reinstate_customer",
    "reinstate_customers",
    "restore_customer",
    "restore_customers",
    "restore_note",
    "suspend_customer",
    "suspend_customers",
    "unpin_note",
]
