"""Addresses of a file: the first one of whoever has none, and away again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F

from core.actors import Actor
from core.events import publish_many
from core.models import Store
from customers.events import AddressAdded, AddressDeleted
from customers.importing.matching import Matching
from customers.models import AccountStatus, Address, Customer, ImportPart
from customers.services.locations import keep_locations

AT_ONCE = 5_000
# Whoever was known is locked by what changes them, so nobody adds another one meanwhile.
_PUT = """
INSERT INTO customers_address (store_id, created_at, updated_at, customer_id, kind, is_main, source, {names})
SELECT %(store)s, %(now)s, %(now)s, s.id, 'shipping', true, 'import', {values} FROM import_slice s
WHERE s.fate IN ('+', '*') AND {lacking} ORDER BY s.id
RETURNING id, customer_id
"""


class Housed(NamedTuple):
    """What an undo took away, and the names of those who have changed theirs since."""

    people: set[int]
    left_alone: dict[int, str]


def write_addresses(matching: Matching, given: dict[str, Any]) -> dict[int, int]:
    """The keys of the addresses, each with whose it is."""
    if not matching.address:
        return {}
    statement = _PUT.format(
        names=", ".join(matching.address),
        values=", ".join(f"coalesce(s.{name}, '')" for name in matching.address),
        lacking=matching.gives_address("s", "s.id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        written = dict(cursor.fetchall())
    if written:
        keep_locations(matching.store, written.values(), given["now"])
    return written


def tell_addresses(written: dict[int, int], store: Store, by: Actor, now: datetime) -> None:
    """Of people who were known; that somebody new is there is told as a whole."""
    people = Customer.objects.for_table().in_bulk(set(written.values()))
    publish_many(
        (
            AddressAdded(
                store_id=store.pk,
                customer_id=person,
                address_id=key,
                subject_label=people[person].name,
                happened_at=now,
            )
            for key, person in written.items()
        ),
        by=by,
    )


def undo_addresses(part: ImportPart, store: Store, by: Actor, now: datetime) -> Housed:
    """Of people who were known. Gone for good, so that a better file may bring another one."""
    housed = Housed(set(), {})
    for start in range(0, len(part.addresses), AT_ONCE):
        mine = Address.objects.filter(store=store, pk__in=part.addresses[start : start + AT_ONCE])
        rows = Customer.objects.filter(store=store, pk__in=mine.values("customer"))
        rows = rows.exclude(status=AccountStatus.ERASED).for_table()
        locked = {row.pk: row for row in rows.select_for_update(no_key=True).order_by("pk")}
        known = {key: row for key, row in locked.items() if key not in set(part.added)}
        going = list(mine.filter(customer__in=known, updated_at=F("created_at")).order_by("pk"))
        _take_away(going, known, store, by, now)
        housed.people.update(address.customer_id for address in going)
        left = mine.filter(customer__in=known).values_list("customer_id", flat=True)
        housed.left_alone.update({key: known[key].name for key in left})
    return housed


def _take_away(
    going: Iterable[Address], people: dict[int, Customer], store: Store, by: Actor, now: datetime
) -> None:
    Address.objects.filter(pk__in=[address.pk for address in going]).delete()
    keep_locations(store, {address.customer_id for address in going}, now)
    publish_many(
        (
            AddressDeleted(
                store_id=store.pk,
                customer_id=address.customer_id,
                address_id=address.pk,
                subject_label=people[address.customer_id].name,
            )
            for address in going
        ),
        by=by,
    )
