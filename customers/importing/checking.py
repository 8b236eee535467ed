"""A row of a file as values of fields, or the first fault that keeps it out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from customers.importing.cleaning import Clean
from customers.importing.faults import Fault
from customers.importing.fields import ImportField, Reading

SHOWN = 60  # characters of a cell that a fault repeats


class Checked(NamedTuple):
    values: list[str | None]  # in the order of `Checker.columns`
    fault: str | None = None
    told: str | None = None  # the cell that is at fault


class Checker:
    """For one file: its columns in a fixed order, whatever order the file has them in."""

    def __init__(self, mapping: dict[int, ImportField], width: int, key: str, reading: Reading):
        self.columns = ["external_id", "email", "phone"]
        self.columns += [f.staged for f in mapping.values() if f.key not in (*self.columns, "name")]
        if any(field.key == "name" for field in mapping.values()):
            self.columns += [name for name in ("first_name", "last_name") if name not in self.columns]
        self._width = width
        self._key = self.columns.index(key)
        self._no_key = f"no_{key}"
        self._cells = [self._taker(column, field, reading) for column, field in sorted(mapping.items())]

    def __call__(self, cells: Sequence[str]) -> Checked:
        values: list[str | None] = [None] * len(self.columns)
        if len(cells) > self._width and any(cells[self._width :]):
            return Checked(values, "too_many_cells")
        for column, clean, put in self._cells:
            cell = cells[column] if column < len(cells) else ""
            if not cell:
                continue
            try:
                put(values, clean(cell))
            except Fault as fault:
                return Checked(values, fault.code, cell[:SHOWN].replace("\0", ""))
        return Checked(values, None if values[self._key] else self._no_key)

    def _taker(
        self, column: int, field: ImportField, reading: Reading
    ) -> tuple[int, Clean, Callable[[list, str], None]]:
        if field.key == "name":
            return column, field.clean(reading), self._put_name
        place = self.columns.index(field.staged)

        def put(values: list[str | None], value: str) -> None:
            values[place] = value

        return column, field.clean(reading), put

    def _put_name(self, values: list[str | None], name: str) -> None:
        first, last = parted_name(name)
        values[self.columns.index("first_name")] = first[:100] or None
        values[self.columns.index("last_name")] = last[:100] or None


def parted_name(name: str) -> tuple[str, str]:
    """“Ana Maria Silva” and “Silva, Ana Maria”: the last word is the last name, unless a comma says so."""
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip(), last.strip()
    first, _space, last = name.rpartition(" ")
    return (first.strip(), last) if first else (last, "")
