"""What a file says people agreed to and refused, into the ledger and out of what holds again."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from core.actors import Actor
from core.models import Store
from customers.importing.fields import CONSENTS
from customers.importing.matching import Matching
from customers.models import Customer, ImportBatch, ImportPart, Method, Word
from customers.services.consent_slips import take_back_consents
from customers.services.consents import OnlyThePerson, Told, record_consents

AT_ONCE = 5_000  # people
_TOLD = """
SELECT id, {columns} FROM import_slice
WHERE reason IS NULL AND coalesce({columns}, NULL) IS NOT NULL ORDER BY id
"""


class Agreed(NamedTuple):
    records: list[int]
    refused_before: int  # people


def write_consents(batch: ImportBatch, matching: Matching, by: Actor, now: datetime) -> Agreed:
    """Of the stretch at hand. Said at the moment the file came, so that saying it again adds nothing."""
    if not matching.consents:
        return Agreed([], 0)
    with connection.cursor() as cursor:
        cursor.execute(_TOLD.format(columns=", ".join(matching.consents)))
        rows = cursor.fetchall()
    records: set[int] = set()
    refused: set[int] = set()
    for start in range(0, len(rows), AT_ONCE):
        told = _told(batch, matching.consents, rows[start : start + AT_ONCE])
        outcome = record_consents(store=batch.store, told=told, by=by, now=now)
        records |= {record.pk for record in outcome.done}
        refused |= {no.row.customer_id for no in outcome.refused if isinstance(no.reason, OnlyThePerson)}
    return Agreed(sorted(records), len(refused))


def undo_consents(part: ImportPart, store: Store, by: Actor, now: datetime) -> set[int]:
    """Of whoever is still there; says for whom something else holds now."""
    changed: set[int] = set()
    for start in range(0, len(part.consents), AT_ONCE):
        keys = part.consents[start : start + AT_ONCE]
        changed |= take_back_consents(store=store, keys=keys, by=by, now=now)
    return changed


def _told(batch: ImportBatch, columns: Sequence[str], rows: Sequence[tuple]) -> list[Told]:
    # Somebody may have been deleted since they were found.
    people = Customer.objects.for_table().in_bulk([key for key, *_words in rows])
    return [
        Told(
            customer=people[key],
            word=Word.GIVEN if word == "true" else Word.WITHDRAWN,
            channel=CONSENTS[column],
            method=Method.IMPORT,
            wording=batch.consent_wording,
            form=batch.name,
            said_at=batch.created_at,
        )
        for key, *words in rows
        for column, word in zip(columns, words, strict=True)
        if word and key in people
    ]
