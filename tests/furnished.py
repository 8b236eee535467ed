"""A store with one of everything: a value for each parameter our addresses take.

A new address with a new parameter fails the crawls until it is furnished here.
"""

from dataclasses import dataclass, field
from uuid import uuid4

from accounts.models import Membership
from core.models import Store
from tests.factories import MembershipFactory


@dataclass
class Furnished:
    store: Store
    owner: Membership
    values: dict[str, object] = field(default_factory=dict)


def furnish() -> Furnished:
    owner = MembershipFactory()
    return Furnished(store=owner.store, owner=owner, values={})


def absent(values: dict[str, object]) -> dict[str, object]:
    """The same parameters, naming rows that nobody has."""
    return {name: uuid4() for name in values}
