"""Whom each staged row means, and why it may not be taken: one query, for the check and for the import.

The rules are those of customers.services.people: an external id is one person for good, two of them are
never joined by an address, and who is known without one becomes the first who comes with their address.
"""

from collections.abc import Sequence
from typing import Any

from core.models import ErasedMark, Store
from core.privacy.marks import marked_sql
from customers.importing.fields import (
    CONSENTS,
    FIELD_OF,
    KEYS,
    PARTS_OF_ADDRESS,
    VALUE_COLUMN,
    ImportField,
    column_of,
)
from customers.importing.staging import Staging
from customers.models import ImportKey, ImportMode

_HAS_ID = "EXISTS (SELECT 1 FROM customers_externalid e WHERE e.customer_id = {})"
_FOUND: dict[str, str] = {
    ImportKey.EXTERNAL_ID: "CASE WHEN named.id IS NOT NULL THEN named.id"
    f" WHEN holder.id IS NOT NULL AND NOT {_HAS_ID.format('holder.id')} THEN holder.id END",
    ImportKey.EMAIL: "holder.id",
    ImportKey.PHONE: "dialled.id",
}
_DIALLED = """
LEFT JOIN LATERAL (
  SELECT min(c.id) AS id, count(*) AS sharing FROM customers_customer c
  WHERE c.store_id = %(store)s AND c.deleted_at IS NULL AND c.phone <> '' AND c.phone = s.phone
) dialled ON true
"""
_MATCHED = """
SELECT s.*, named.id AS named_id, holder.id AS holder_id, {found} AS found, {sharing} AS sharing
FROM {table} s
LEFT JOIN (
  SELECT e.value, c.id FROM customers_externalid e JOIN customers_customer c ON c.id = e.customer_id
  WHERE e.store_id = %(store)s AND c.deleted_at IS NULL
) named ON named.value = s.external_id
LEFT JOIN customers_customer holder
  ON holder.store_id = %(store)s AND holder.deleted_at IS NULL AND holder.email = s.email
{dialled}
WHERE s.n > %(after)s AND s.n <= %(upto)s
"""
# `m` is the row and what was found of it, `c` the customer it means.
_REASON = """
CASE
  WHEN m.fault IS NOT NULL THEN m.fault
  WHEN c.status = 'erased' THEN 'erased'
  {barred}
  WHEN m.sharing > 1 THEN 'phone_shared'
  WHEN m.holder_id <> coalesce(m.found, 0) THEN 'email_taken'
  WHEN m.named_id <> coalesce(m.found, 0) THEN 'id_taken'
  WHEN m.external_id IS NOT NULL AND m.named_id IS NULL AND {has_id} THEN 'has_other_id'
  {twice}
END
"""
# Two external ids may mean one person, and then only one of their lines is taken.
_TWICE = """
  WHEN m.found IS NOT NULL
    AND row_number() OVER (PARTITION BY m.found, m.fault IS NULL ORDER BY m.n DESC) > 1 THEN 'same_customer'
"""
# Whoever has an address, or had one that staff deleted, keeps what they have.
_LIVES = """
coalesce({parts}, NULL) IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM customers_address a WHERE a.customer_id = {customer})
"""
# A word that is not held yet; a refusal stands whatever a file says.
_UNHEARD = """
m.{name} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers_consent k WHERE k.customer_id = c.id
  AND k.purpose = 'marketing' AND k.channel = '{channel}' AND k.topic_id IS NULL
  AND (k.word = 'withdrawn' OR m.{name}::boolean))
"""


class Matching:
    """The SQL about one batch: its details are columns of customers, its own fields rows of values."""

    def __init__(self, store: Store, staging: Staging, fields: Sequence[ImportField], key: str, mode: str):
        self.store, self.staging = store, staging
        self.key, self.mode = ImportKey(key), ImportMode(mode)
        self._barred, self._marks = _barred(store)
        self.details = [name for name in staging.columns if column_of(name)]
        self.custom = [field for field in fields if field.custom]
        self.address = [name for name in staging.columns if name in PARTS_OF_ADDRESS]
        self.consents = [name for name in staging.columns if name in CONSENTS]

    @property
    def sorted_out(self) -> str:
        """The rows between two numbers: whom each means, why not, and whether it tells anything new."""
        by_phone, by_id = self.key == ImportKey.PHONE, self.key == ImportKey.EXTERNAL_ID
        matched = _MATCHED.format(
            found=_FOUND[self.key],
            table=self.staging.name,
            sharing="dialled.sharing" if by_phone else "0",
            dialled=_DIALLED if by_phone else "",
        )
        reason = _REASON.format(
            barred=self._barred, has_id=_HAS_ID.format("m.found"), twice=_TWICE if by_id else ""
        )
        staged = ", ".join(f"m.{name}" for name in self.staging.columns)
        return f"""SELECT m.n, m.line, m.told, m.other_line, {staged}, m.named_id, m.found,
            {reason} AS reason, m.found IS NOT NULL AND ({self.differs}) AS differs
            FROM ({matched}) m LEFT JOIN customers_customer c ON c.id = m.found"""  # noqa: S608 (our names)

    @property
    def differs(self) -> str:
        told = [f"c.{name} IS DISTINCT FROM {self.becomes(name, 'm')}" for name in self.details]
        told.append("(m.external_id IS NOT NULL AND m.named_id IS NULL)")
        told += [f"({self.is_news(field, 'm', 'c.id')})" for field in self.custom]
        told += [f"({_UNHEARD.format(name=name, channel=CONSENTS[name])})" for name in self.consents]
        told += [f"({self.gives_address('m', 'c.id')})"] if self.address else []
        return " OR ".join(told)

    def becomes(self, name: str, row: str) -> str:
        """What a detail becomes: an empty cell says nothing, and when only filling, what is known stays."""
        column = FIELD_OF[name]
        value = f"coalesce({row}.{name}::{column.cast}, c.{name})"
        if self.mode == ImportMode.OVERWRITE:
            return value
        is_empty = f"c.{name} IS NULL" if column.blank == "NULL" else f"c.{name} = ''"
        return f"CASE WHEN {is_empty} THEN {value} ELSE c.{name} END"

    def is_news(self, field: ImportField, row: str, customer: str) -> str:
        """Whether the row tells a value of the store's own field that is not known, or another one."""
        column, cast = VALUE_COLUMN[field.own.kind]
        same = "" if self.mode == ImportMode.FILL else f" AND v.{column} = {row}.{field.staged}::{cast}"
        return (
            f"{row}.{field.staged} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers_customvalue v"  # noqa: S608
            f" WHERE v.customer_id = {customer} AND v.field_id = {field.own.pk}{same})"
        )

    def gives_address(self, row: str, customer: str) -> str:
        """Whether the row tells where somebody lives of whom that is not known. Asked only of who is told."""
        return _LIVES.format(parts=", ".join(f"{row}.{name}" for name in self.address), customer=customer)

    def params(self, after: int, upto: int) -> dict[str, Any]:
        return {"store": self.store.pk, "after": after, "upto": upto, **self._marks}


def _barred(store: Store) -> tuple[str, dict[str, Any]]:
    """Somebody erased at their own wish does not come back by a file. Costs nothing where nobody was."""
    if not ErasedMark.objects.filter(store=store, lifted_at=None).exists():
        return "", {}
    conditions: list[str] = []
    params: dict[str, Any] = {}
    for kind in KEYS:
        condition, values = marked_sql(store, kind, f"m.{kind}")
        conditions.append(f"m.{kind} IS NOT NULL AND {condition}")
        params |= values
    return f"WHEN {' OR '.join(conditions)} THEN 'barred'", params
