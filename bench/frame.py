"""A bench is a function with a name that yields figures; a figure may have a bar it should clear."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.models import Store

Bench = Callable[[Store], Iterator["Figure"]]
benches: dict[str, Bench] = {}


@dataclass(frozen=True, kw_only=True)
class Figure:
    what: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as good as the bar; below 1 it is missed."""
        if self.at_least is not None:
            return self.value / self.at_least
        if self.at_most is not None:
            return self.at_most / self.value
        return None

    @property
    def bar(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:,}"
        return f"≤ {self.at_most:,}" if self.at_most is not None else ""


def bench(name: str) -> Callable[[Bench], Bench]:
    def register(function: Bench) -> Bench:
        benches[name] = function
        return function

    return register


def table(rows: list[tuple[str, Figure]]) -> str:
    cells = [("bench", "figure", "value", "unit", "bar", "times")]
    for name, figure in rows:
        times = f"{figure.ratio:.1f}" if figure.ratio is not None else ""
        cells.append(
            (
                name,
                figure.what,
                f"{figure.value:,.0f}" if figure.value >= 100 else f"{figure.value:.3g}",
                figure.unit,
                figure.bar,
                times,
            )
        )
    widths = [max(len(row[column]) for row in cells) for column in range(6)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:>{widths[2]}} {row[3]:<{widths[3]}}"
        f"  {row[4]:>{widths[4]}}  {row[5]:>{widths[5]}}"
        for row in cells
    )
