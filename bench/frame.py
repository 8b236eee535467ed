"""A bench is a function with a name that yields figures; a figure may have a bar it must clear.

    @bench("exports")
    def rates_of_exports(store: Store) -> Iterator[Figure]: ...      # once, in a store with nothing in it

    @bench("metrics", per_size=True)
    def recomputing(shop: Shop) -> Iterator[Figure]: ...             # in a full shop of each size

A ratio says in `limit` what it was divided by: the plainest thing the machine could do with the same
rows, measured in the same run (`bench.measuring.side_by_side`). A figure in seconds that says
`grows_at_most` gets a row more once two sizes were measured: the exponent of its growth.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import log10
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    what: str
    value: float
    unit: str
    limit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    grows_at_most: float | None = None

    @property
    def clears(self) -> bool | None:
        """None when there is no bar."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value <= self.at_most if self.at_most is not None else None

    @property
    def bar(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:,}"
        return f"≤ {self.at_most:,}" if self.at_most is not None else ""


@dataclass(frozen=True, kw_only=True)
class Row:
    bench: str
    size: int | None
    figure: Figure

    def as_json(self) -> dict[str, Any]:
        return {"bench": self.bench, "size": self.size, **asdict(self.figure), "clears": self.figure.clears}


Measure = Callable[[Any], Iterator[Figure]]


@dataclass(frozen=True)
class Bench:
    measure: Measure
    per_size: bool
    by_default: bool


benches: dict[str, Bench] = {}


def bench(name: str, *, per_size: bool = False, by_default: bool = True) -> Callable[[Measure], Measure]:
    def register(function: Measure) -> Measure:
        benches[name] = Bench(function, per_size, by_default)
        return function

    return register


def growth(rows: list[Row]) -> list[Row]:
    """For each figure that was measured at two sizes: log10 of the ratio of its times, per tenfold size."""
    measured: dict[tuple[str, str], dict[int, Figure]] = {}
    for row in rows:
        if row.size and row.figure.grows_at_most is not None:
            measured.setdefault((row.bench, row.figure.what), {})[row.size] = row.figure
    return [_exponent(name, by_size) for (name, _), by_size in measured.items() if len(by_size) > 1]


def _exponent(name: str, by_size: dict[int, Figure]) -> Row:
    small, big = min(by_size), max(by_size)
    figure = by_size[big]
    exponent = log10(figure.value / by_size[small].value) / log10(big / small)
    return Row(
        bench=name,
        size=None,
        figure=Figure(
            what=f"growth of {figure.what}",
            value=exponent,
            unit="exponent",
            limit=f"the same at {small:,}",
            at_most=figure.grows_at_most,
        ),
    )


HEADS = ("bench", "size", "figure", "value", "unit", "against", "bar", "")
RIGHT = {1, 3, 6}  # columns of numbers


def table(rows: list[Row]) -> str:
    cells = [HEADS, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            f"{cell:>{width}}" if column in RIGHT else f"{cell:<{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    figure = row.figure
    value = f"{figure.value:,.0f}" if abs(figure.value) >= 100 else f"{figure.value:.3g}"
    verdict = {True: "clears", False: "MISSES", None: ""}[figure.clears]
    size = f"{row.size:,}" if row.size else ""
    return (row.bench, size, figure.what, value, figure.unit, figure.limit, figure.bar, verdict)
