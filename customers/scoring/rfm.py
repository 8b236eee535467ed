"""Quintiles from a store's cuts, and the groups that follow from them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

FIFTHS = [0.2, 0.4, 0.6, 0.8]
TWENTIETHS = [n / 20 for n in range(1, 20)]

# Read from the top; the first that holds names the group. r, f and m are quintiles, 5 is best.
GROUPS = (
    ("champions", "r >= 4 AND f >= 4 AND m >= 4"),
    ("loyal", "r >= 3 AND f >= 4"),
    ("big_spenders", "r >= 3 AND m >= 4"),
    ("potential", "r >= 3 AND f = 3"),
    ("promising", "r >= 4"),
    ("at_risk", "r <= 2 AND (f >= 3 OR m >= 3)"),
    ("hibernating", "r <= 2"),
    ("developing", "true"),
)


def quintile(column: str, cuts: Sequence[Any], name: str) -> tuple[str, dict[str, Any]]:
    """The quintile of a column, with its parameters.

    A value that fills several fifths at once is scored with the middle one of them: where most bought
    once, one order is 2 of 5 and not 1 or 4; in a store of one customer all scores are 3.
    """
    branches, params, below = [], {}, 0
    for number, (cut, same) in enumerate(groupby(cuts)):
        width = len(list(same))
        params[f"{name}_{number}"] = cut
        if width == 1:
            branches.append(f"WHEN {column} <= %({name}_{number})s THEN {below + 1}")
        else:
            branches.append(f"WHEN {column} < %({name}_{number})s THEN {below + 1}")
            branches.append(f"WHEN {column} = %({name}_{number})s THEN {below + 1 + width // 2}")
        below += width
    if not branches:
        return "NULL::int", {}
    return f"CASE WHEN orders_count > 0 THEN CASE {' '.join(branches)} ELSE 5 END END", params


def group_of_quintiles() -> str:
    branches = " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in GROUPS)
    return f"CASE WHEN r IS NULL THEN '' {branches} END"
