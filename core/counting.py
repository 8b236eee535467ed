"""How many rows match: exact while that is cheap, else the planner's estimate."""

import json
from dataclasses import dataclass

from django.db.models import QuerySet

EXACT_BELOW = 10_001


@dataclass(frozen=True)
class Count:
    number: int
    is_exact: bool


def capped_count(rows: QuerySet) -> Count:
    found = rows.order_by().values("pk")[:EXACT_BELOW].count()
    if found < EXACT_BELOW:
        return Count(found, is_exact=True)
    return Count(max(found, _planned(rows)), is_exact=False)


def _planned(rows: QuerySet) -> int:
    plan = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])
