"""How a store knows an erased person again: by a keyed hash of each address, number and id they had.

Nothing taken in from a shop, an import or the API may quietly make them a customer again. Who asks in
SQL over many rows takes `marked_sql`; who asks about a few takes `erased_among`.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from core.models import ErasedMark, ErasureKey, Store

Contact = tuple[str, str]  # kind and value: ("email", "ana@example.com")
_BLOCK = 64  # bytes of a SHA-256 block


@transaction.atomic
def mark_erased(*, store: Store, customer_id: int | None, contacts: Iterable[Contact], now: datetime) -> int:
    rows = [
        ErasedMark(
            store=store, kind=kind, digest=_digest(store, value), customer_id=customer_id, erased_at=now
        )
        for kind, value in contacts
        if value
    ]
    return len(ErasedMark.objects.bulk_create(rows, ignore_conflicts=True))


def mark_digests(
    *, store: Store, customer_id: int | None, digests: Iterable[Contact], erased_at: datetime
) -> None:
    """The same from a journal, which has the hashes alone."""
    rows = [
        ErasedMark(store=store, kind=kind, digest=digest, customer_id=customer_id, erased_at=erased_at)
        for kind, digest in digests
    ]
    ErasedMark.objects.bulk_create(rows, ignore_conflicts=True)


def erased_among(store: Store, contacts: Iterable[Contact]) -> dict[Contact, ErasedMark]:
    """Which of these belonged to somebody erased. A store that never erased anybody asks once."""
    marks = ErasedMark.objects.filter(store=store, lifted_at=None)
    asked = {contact for contact in contacts if contact[1]}
    if not asked or not marks.exists():
        return {}
    digests = {(kind, _digest(store, value)): (kind, value) for kind, value in asked}
    kinds, hashes = {kind for kind, _ in digests}, {digest for _, digest in digests}
    found = marks.filter(kind__in=kinds, digest__in=hashes)
    return {digests[mark.kind, mark.digest]: mark for mark in found if (mark.kind, mark.digest) in digests}


def lift_marks(*, store: Store, customer_id: int, now: datetime) -> int:
    """The person came back of their own will: they may be a customer again, as a new one."""
    marks = ErasedMark.objects.filter(store=store, customer_id=customer_id, lifted_at=None)
    return marks.update(lifted_at=now)


# The store's key goes in as two pads, so that the database does the whole HMAC by itself.
_HMAC = "encode(sha256(%(outer_pad)s || sha256(%(inner_pad)s || convert_to({value}, 'UTF8'))), 'hex')"


def marked_sql(store: Store, kind: str, value: str) -> tuple[str, dict[str, object]]:
    """A condition that `value`, a column, belonged to somebody erased, and the values it needs."""
    key = _key(store)
    condition = (
        "EXISTS (SELECT FROM core_erasedmark AS mark WHERE mark.store_id = %(marks_of)s"
        f" AND mark.lifted_at IS NULL AND mark.kind = '{kind}' AND mark.digest = {_HMAC.format(value=value)})"  # noqa: S608
    )
    pads = {"inner_pad": _padded(key, 0x36), "outer_pad": _padded(key, 0x5C)}
    return condition, {"marks_of": store.pk, **pads}


def _digest(store: Store, value: str) -> str:
    return hmac.new(_key(store), value.encode(), "sha256").hexdigest()


def _padded(key: bytes, pad: int) -> bytes:
    return bytes(byte ^ pad for byte in key.ljust(_BLOCK, b"\0"))


def _key(store: Store) -> bytes:
    """Made when it is first needed; two that need it at once agree on one."""
    row = ErasureKey.objects.filter(store=store).first()
    if row is None:
        with transaction.atomic():
            made = ErasureKey(store=store, secret=secrets.token_hex(32))
            ErasureKey.objects.bulk_create([made], ignore_conflicts=True)
        row = ErasureKey.objects.get(store=store)
    return bytes.fromhex(row.secret.reveal())  # type: ignore[attr-defined]
