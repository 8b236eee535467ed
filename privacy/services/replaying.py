"""Erasing again whom a restored backup brought back."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from core.actors import SYSTEM
from privacy.services.erasing import erase_customer
from privacy.services.journal import entries, mark_again, still_there


class Replayed(NamedTuple):
    entry: UUID
    erased: int  # records that were there again


def replay(*, now: datetime) -> Iterator[Replayed]:
    """Each entry of the journal; may run at any time, and twice."""
    for told in entries():
        back = still_there(told)
        for customer in back:
            is_first = str(customer.public_id) == told["customers"][0]
            erase_customer(
                customer=customer, by=SYSTEM, now=now, key=UUID(told["entry"]) if is_first else None
            )
        mark_again(told)
        yield Replayed(UUID(told["entry"]), len(back))
