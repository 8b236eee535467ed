"""The stretches of time the lifecycle page can look at: months of the store, and the last few together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Store

LAST_MONTHS = (3, 6, 12)
EVER = "all"
DEFAULT = "3m"
SHOWN_MONTHS = 24
_MONTH = re.compile(r"(19|20)\d{2}-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Period:
    key: str  # "2026-10", "3m", "all"
    label: str
    first_month: str  # "2026-10"; months compare as texts
    last_month: str

    def holds(self, month: str) -> bool:
        return self.first_month <= month <= self.last_month


def month_of(store: Store, now: datetime) -> str:
    return f"{now.astimezone(store.zone):%Y-%m}"


def before(month: str, months: int) -> str:
    """So many months earlier."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - months, 12)
    return f"{year:04}-{number + 1:02}"


def spans(this_month: str) -> list[Period]:
    """Those of several months; all end with the present one."""
    last = [
        Period(
            f"{n}m",
            ngettext("Last %(n)s month", "Last %(n)s months", n) % {"n": n},
            before(this_month, n - 1),
            this_month,
        )
        for n in LAST_MONTHS
    ]
    return [*last, Period(EVER, _("From the beginning"), "0000-00", this_month)]


def months(this_month: str, known: Iterable[str]) -> list[Period]:
    """The newest first, back to the first in which anything happened."""
    first = max(min(known, default=this_month), before(this_month, SHOWN_MONTHS - 1))
    found, month = [], this_month
    while month >= first:
        found.append(Period(month, _name(month), month, month))
        month = before(month, 1)
    return found


def period_named(key: str, this_month: str) -> Period | None:
    """The period of this key; none where the key makes no sense or lies ahead."""
    if _MONTH.fullmatch(key):
        return Period(key, _name(key), key, key) if key <= this_month else None
    return next((span for span in spans(this_month) if span.key == key), None)


def _name(month: str) -> str:
    return date_format(date(int(month[:4]), int(month[5:]), 1), "F Y")
