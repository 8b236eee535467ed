"""Days are the store's, and a moment can use the index where a date could not."""

from datetime import date, datetime, time, timedelta

from django_filters import FilterSet


class StoreDays(FilterSet):
    def start_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.request.store.zone)

    def since(self, rows, field: str, day: date):
        return rows.filter(**{f"{field}__gte": self.start_of(day)})

    def until(self, rows, field: str, day: date):
        if day == date.max:  # has no day after it
            return rows
        return rows.filter(**{f"{field}__lt": self.start_of(day + timedelta(days=1))})
