"""What filters of every app have in common: amounts, the store's days, what only one request knows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django_filters import Filter, FilterSet, NumberFilter

LARGEST = 10**12  # beyond all amounts there are


class AmountFilter(NumberFilter):
    """A number beyond all amounts finds what the largest would, and costs the database no overflow."""

    def get_max_validator(self):
        return None

    def filter(self, rows, bound):
        return super().filter(rows, bound if bound is None else within_amounts(bound))


def within_amounts(bound):
    return max(-LARGEST, min(LARGEST, bound))


class StoreDays(FilterSet):
    """Days are the store's, and a moment can use the index where a date could not."""

    def start_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.request.store.zone)

    def since(self, rows, field: str, day: date):
        return rows.filter(**{f"{field}__gte": self.start_of(day)})

    def until(self, rows, field: str, day: date):
        if day == date.max:  # has no day after it
            return rows
        return rows.filter(**{f"{field}__lt": self.start_of(day + timedelta(days=1))})


def anew(filter: Filter, **extra: Any) -> None:
    """Give one request's filter what only that request knows; the field made for the schema lacks it."""
    filter.extra.update(extra)
    filter.__dict__.pop("_field", None)
