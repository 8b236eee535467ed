"""Where the figures come from that customers are judged by."""

from collections.abc import Collection
from dataclasses import dataclass

from customers.scoring.expressions import FIGURES, FIGURES_JUDGED_BY, OWN, SCORES, SHAPES


@dataclass(frozen=True)
class Figures:
    """Two SELECTs. In both, OWN, SCORES and SHAPES are as last written.

    `all` reads every customer of %(store)s: OWN, SCORES, SHAPES, FIGURES_JUDGED_BY, and `changed`, whether
    the figures are not those of the row. `some` reads those in %(ids)s: OWN, SCORES and FIGURES.
    """

    all: str
    some: str


def _stored(columns: Collection[str], where: str) -> str:
    return f"SELECT {', '.join(columns)} FROM customers_customermetrics WHERE {where}"  # noqa: S608 (constants)


AS_STORED = Figures(
    all=_stored([*OWN, *SCORES, *SHAPES, *FIGURES_JUDGED_BY, "false AS changed"], "store_id = %(store)s"),
    some=_stored([*OWN, *SCORES, *FIGURES], "customer_id = ANY(%(ids)s)"),
)
