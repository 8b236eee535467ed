"""Bounds of amounts: any number will do."""

from django_filters import NumberFilter

LARGEST = 10**12  # beyond all amounts there are


class AmountFilter(NumberFilter):
    """A number beyond all amounts finds what the largest would, and costs the database no overflow."""

    def get_max_validator(self):
        return None

    def filter(self, rows, bound):
        return super().filter(rows, bound if bound is None else max(-LARGEST, min(LARGEST, bound)))
