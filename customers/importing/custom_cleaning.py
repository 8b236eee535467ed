"""Cells of a store's own fields."""

import re
from collections.abc import Sequence
from decimal import Decimal

from customers.importing.cleaning import Clean
from customers.importing.faults import Fault
from customers.search import folded

NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
THOUSANDS_BY_COMMA = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
THOUSANDS_BY_POINT = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}", re.ASCII)
AROUND = " \u00a0€$£¥"
LARGEST = Decimal(10) ** 14
YES = frozenset(["yes", "y", "true", "t", "1", "x", "ja", "si", "oui", "sim", "wahr", "vrai"])
NO = frozenset(["no", "n", "false", "f", "0", "nein", "non", "nao", "falsch", "faux"])


def number(cell: str) -> str:
    """1,234.50 and 1.234,50 are the same; four places are kept."""
    told = cell.strip(AROUND).replace("\u00a0", "").replace(" ", "")
    if THOUSANDS_BY_COMMA.fullmatch(told):
        told = told.replace(",", "")
    elif THOUSANDS_BY_POINT.fullmatch(told) or DECIMAL_COMMA.fullmatch(told):
        told = told.replace(".", "").replace(",", ".")
    if not NUMBER.fullmatch(told):
        raise Fault("bad_number")
    if abs(Decimal(told)) >= LARGEST:
        raise Fault("too_long")
    return told


def yes_no(cell: str) -> str:
    word = folded(cell)
    if word in YES:
        return "true"
    if word in NO:
        return "false"
    raise Fault("bad_yes_no")


def choice(choices: Sequence[str]) -> Clean:
    known = {folded(one): one for one in choices}

    def clean(cell: str) -> str:
        if found := known.get(folded(cell)):
            return found
        raise Fault("bad_choice")

    return clean
