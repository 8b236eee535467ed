import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from customers.merging.registry import Moved, register


class Moves:
    """Rows point at the kept customer from now on, but for those that customer has already.

    Which those are follows from the model's own unique constraints. `at_most_one` names a flag that one
    row of a customer may have: the kept customer's own keeps it. Rows whose field `apart_from` names the
    kept customer stay behind: nobody is related to themselves. `one_lot_per` names what several rows say
    together, such as a field of many choices: where the kept customer has any, none are added to them.
    `only` says which rows are meant at all.
    """

    late = True

    def __init__(
        self,
        model: type[models.Model],
        field: str,
        *,
        label: str | Promise = "",
        at_most_one: str = "",
        apart_from: str = "",
        one_lot_per: str = "",
        only: Q | None = None,
    ):
        self.model, self.field, self.label, self.one_lot_per = model, field, label, one_lot_per
        self.at_most_one, self.apart_from, self.only = at_most_one, apart_from, only or Q()
        self.key = f"{model._meta.label_lower}.{field}"
        if model._meta.get_field(field).primary_key:
            raise ImproperlyConfigured(f"{self.key} is a key: say how its row moves in an entry of its own")

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        every = self._rows.filter(self.only, **{self.field: gone}).count()
        going = self._going(gone, kept).count()
        return going, every - going

    def take(self, gone: int, kept: int) -> Moved:
        going = self._going(gone, kept).select_for_update().order_by("pk")
        moved = Moved(list(going.values_list("pk", flat=True)))
        rows = self._rows.filter(pk__in=moved.keys)
        flag = self.at_most_one
        if flag and self._rows.filter(**{self.field: kept, flag: True}).exists():
            moved.held = {"unflagged": list(rows.filter(**{flag: True}).values_list("pk", flat=True))}
            rows.filter(**{flag: True}).update(**{flag: False})
        rows.update(**{self.field: kept})
        return moved

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        self._rows.filter(pk__in=moved.keys, **{self.field: kept}).update(**{self.field: gone})
        if unflagged := moved.held.get("unflagged"):  # not earlier: the kept one's own has the flag
            theirs = self._rows.filter(**{self.field: gone})
            theirs.exclude(pk__in=unflagged).update(**{self.at_most_one: False})
            theirs.filter(pk__in=unflagged).update(**{self.at_most_one: True})

    @property
    def _rows(self) -> QuerySet:
        return self.model._base_manager.order_by()

    def _going(self, gone: int, kept: int) -> QuerySet:
        rows = self._rows.filter(self.only, **{self.field: gone})
        if self.apart_from:
            rows = rows.exclude(**{self.apart_from: kept})
        for others, condition in self._once_per():
            same: dict[str, Any] = {name: OuterRef(name) for name in others}
            twins = self._rows.filter(condition, **{self.field: kept}, **same)
            rows = rows.exclude(condition & Q(Exists(twins)))
        return rows

    def _once_per(self) -> Iterator[tuple[list[str], Q]]:
        """What a customer can have once: the other fields of each unique constraint, and when it holds."""
        if self.model._meta.get_field(self.field).unique:
            yield [], Q()
        if self.one_lot_per:
            yield [self.one_lot_per], Q()
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint):
                continue
            names = list(constraint.fields) or [_name_of(part, self.key) for part in constraint.expressions]
            if self.field in names:
                others = [name for name in names if name != self.field]
                if others or not self.at_most_one:  # the flag is taken off rather than the row left behind
                    yield others, constraint.condition or Q()


def _name_of(expression: Any, key: str) -> str:
    if isinstance(expression, F):
        return expression.name
    raise ImproperlyConfigured(f"{key} is unique by an expression: it needs an entry of its own")


class Held:
    """Rows that follow from others are taken out whole, and put back as they were."""

    label: str | Promise = ""
    late = False

    def __init__(self, model: type[models.Model], field: str = "customer"):
        self.key = f"{model._meta.label_lower}.{field}"
        self.table, self.column = model._meta.db_table, model._meta.get_field(field).column

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        return 0, 0

    def take(self, gone: int, kept: int) -> Moved:
        rows = take_out(self.table, self.column, gone)
        return Moved(held={"rows": rows} if rows else {})

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        take_out(self.table, self.column, gone)
        put_back(self.table, moved.held.get("rows", []))


def take_out(table: str, column: str, customer_id: int) -> list[dict[str, Any]]:
    """Delete a customer's rows; what they held."""
    statement = f"DELETE FROM {table} row WHERE {column} = %s RETURNING to_jsonb(row)"  # noqa: S608 (constants)
    with connection.cursor() as cursor:
        cursor.execute(statement, [customer_id])
        return [json.loads(row) for (row,) in cursor.fetchall()]


def put_back(table: str, rows: list[dict[str, Any]]) -> None:
    """Columns that there were not yet when the rows were taken out get their defaults."""
    if not rows:
        return
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        names = ", ".join(connection.ops.quote_name(name) for name in rows[0] if name in there)
        cursor.execute(
            f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE "  # noqa: S608 (columns of the table)
            f"SELECT {names} FROM json_populate_recordset(NULL::{table}, %s)",
            [json.dumps(rows)],
        )


class Stays:
    """Rows that go on telling of the one they were written for."""

    label: str | Promise = ""
    late = False

    def __init__(self, model: type[models.Model], field: str, *, because: str):
        self.key, self.because = f"{model._meta.label_lower}.{field}", because

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        return 0, 0

    def take(self, gone: int, kept: int) -> Moved:
        return Moved()

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        pass


def moves(
    model: type[models.Model],
    field: str = "customer",
    *,
    label: str | Promise = "",
    at_most_one: str = "",
    apart_from: str = "",
    one_lot_per: str = "",
    only: Q | None = None,
) -> None:
    register(
        Moves(
            model,
            field,
            label=label,
            at_most_one=at_most_one,
            apart_from=apart_from,
            one_lot_per=one_lot_per,
            only=only,
        )
    )


def stays(model: type[models.Model], field: str = "customer", *, because: str) -> None:
    register(Stays(model, field, because=because))
