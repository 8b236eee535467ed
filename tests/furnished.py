"""A store with one of everything: a value for each parameter our addresses take.

A new address with a new parameter fails the crawls until it is furnished here.
"""

from dataclasses import dataclass
from uuid import uuid4

from accounts.models import Membership
from core.models import Store
from tests.factories import CustomerFactory, MembershipFactory, NoteFactory

VALUES_OF_NO_ROW = {"rest": "nowhere"}


@dataclass
class Furnished:
    store: Store
    owner: Membership
    values: dict[str, object]


def furnish() -> Furnished:
    owner = MembershipFactory()
    customer = CustomerFactory(store=owner.store)
    rows = {
        "customer_id": customer,
        "note_id": NoteFactory(customer=customer),
    }
    for row in rows.values():
        row.refresh_from_db(fields=["public_id"])
    return Furnished(
        owner.store,
        owner,
        {
            **{name: row.public_id for name, row in rows.items()},
            **VALUES_OF_NO_ROW,
        },
    )


def absent(values: dict[str, object]) -> dict[str, object]:
    """The same parameters, naming rows that nobody has."""
    return {name: VALUES_OF_NO_ROW.get(name) or uuid4() for name in values}
