"""How each app's rows follow a customer who is merged into another, and how they come back.

Every model that points at a customer says so, in `<app>/merging.py`, which the app's `ready()` imports:

    moves(Note, label=_("Notes"))             # the rows go over; what is unique per customer is minded
    moves(Address, label=_("Addresses"), at_most_one="is_main")
    moves(Relation, "other", apart_from="customer")
    moves(CustomValue, label=_("Custom fields"), one_lot_per="field")
    stays(LifecycleChange, because="it tells of the row it was written for")
    register(Held(CustomerCategory))          # worked out from other rows: put aside, and back as they were
    register(entry)                           # of a way of its own: an Entry with take and give_back

A row that the kept customer has already (the same tag) stays behind with the one who goes, out of sight,
and is there again after an unmerge. `afterwards` are functions that bring along what follows from the
rows; they are called with both customers after a merge and after an unmerge.

A test fails for a model with a foreign key to Customer that is in no entry.
"""

from customers.merging.registry import Entry, Moved, afterwards, entries, entry_of, follow_up, register
from customers.merging.ways import Held, Moves, Stays, moves, put_back, stays, take_out

__all__ = [
    "Entry",
    "Held",
    "Moved",
    "Moves",
    "Stays",
    "afterwards",
    "entries",
    "entry_of",
    "follow_up",
    "moves",
    "put_back",
    "register",
    "stays",
    "take_out",
]
