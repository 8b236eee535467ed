"""What each model holds of a person, how their rows are found, and what an erasure does with them.

Every app says it in its `privacy.py`, model by model; a test fails on a model nobody spoke for, and on
a new field of a model that is blanked.

    deletes(Note, "customer", label=_("Notes"))
    blanks(
        Order,
        "customer",
        label=_("Orders"),
        because=_("The law asks for the sums of orders."),
        blank={"note": "", "shipping_address": {}},
        keeps=("number", "currency"),              # what could hold words and may stay
    )
    keeps(LifecycleChange, "customer", label=_("Lifecycle"), because=_("Numbers of nobody."))
    impersonal(Tag, because=_("The store's own words."))
    about_staff(Invitation, because=_("Goes with the store."))

How rows are found is a path to the customer, or a function that makes a `Q` of a `Subject`. `files` names
the foreign keys to `core.Upload` whose files go with the rows, `hides` what the person need not be told.
"""

from core.privacy import house  # noqa: F401 (what core's own models hold)
from core.privacy.registry import (
    Declaration,
    Erasure,
    Subject,
    about_staff,
    blanks,
    declarations,
    deletes,
    impersonal,
    keeps,
    of_persons,
    rewrites,
)

__all__ = [
    "Declaration",
    "Erasure",
    "Subject",
    "about_staff",
    "blanks",
    "declarations",
    "deletes",
    "impersonal",
    "keeps",
    "of_persons",
    "rewrites",
]
