"""What the columns of a file are, by their headings and by what stands below."""

import re
from collections.abc import Callable, Iterable, Sequence

from customers.importing.cleaning import GENDER_OF, PLAIN_EMAIL
from customers.importing.fields import ImportField
from customers.search import folded

SAMPLE_ROWS = 200
MOSTLY = 0.8
NOT_ALNUM = re.compile(r"[\W_]+")
DIALLED = re.compile(r"(?:\+|00)[\d\s().\-/]{7,20}", re.ASCII)
PARTED_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}", re.ASCII)

# By content alone only what can be nothing else is recognised.
LOOKS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: bool(PLAIN_EMAIL.fullmatch(cell.lower())),
    "phone": lambda cell: bool(DIALLED.fullmatch(cell)),
    "gender": lambda cell: len(cell) > 1 and folded(cell) in GENDER_OF,
}


def has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """A first line with an address or a number in it is a customer, not a heading."""
    return not any(LOOKS["email"](cell) or LOOKS["phone"](cell) for cell in rows[0]) if rows else True


def guessed(
    headings: Sequence[str], rows: Sequence[Sequence[str]], fields: dict[str, ImportField]
) -> dict[int, str]:
    """Which column is which field; each field once, by its heading before its content."""
    mapping: dict[int, str] = {}
    looks = dict(_by_content(len(headings), rows))
    for found in (_by_heading(headings, fields), looks.items()):
        for column, key in found:
            if key == "line_1" and column in looks:
                continue  # "Address" may well be that of e-mail
            if column not in mapping and key not in mapping.values():
                mapping[column] = key
    if {"first_name", "last_name"} & set(mapping.values()):
        mapping = {column: key for column, key in mapping.items() if key != "name"}
    return mapping


def _by_heading(headings: Sequence[str], fields: dict[str, ImportField]) -> Iterable[tuple[int, str]]:
    names = {}
    for key, field in fields.items():
        own = {_squeezed(str(field.label)), _squeezed(key.rpartition(".")[2])}
        names.update(dict.fromkeys(own | set(field.aliases.split()), key))
    for column, heading in enumerate(headings):
        if found := names.get(_squeezed(heading)):
            yield column, found


def _by_content(width: int, rows: Sequence[Sequence[str]]) -> Iterable[tuple[int, str]]:
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        for key, looks in LOOKS.items():
            if cells and sum(map(looks, cells)) >= MOSTLY * len(cells):
                yield column, key


def day_comes_first(rows: Sequence[Sequence[str]]) -> bool:
    """21.03.1987 or 03/21/1987; where the file does not tell, the day is taken to come first."""
    parted = [found for row in rows for cell in row if (found := PARTED_DAY.fullmatch(cell))]
    return not any(int(found[2]) > 12 for found in parted)


def _squeezed(text: str) -> str:
    return NOT_ALNUM.sub("", folded(text))
