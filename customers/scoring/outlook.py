"""What a customer is likely to order in the next year, by the model that also says their chance to be gone.

Whether they are still there follows from `chance_gone`; if so, what their orders tell of their own pace
and of leaving is the model's usual update: gamma(r + x, alpha + known) and beta(a, b + x + 1). From these a
year is drawn many times over, each order as large as one of their last ten. See docs/decisions/0072.
"""

from collections.abc import Sequence
from math import exp, floor, log, sqrt
from random import Random
from statistics import fmean, pstdev
from typing import NamedTuple

from customers.scoring.churn import Habits, History, chance_gone

YEAR = 365
RUNS = 1000
MANY = 40  # then a sum of draws is as good as normal


class Outlook(NamedTuple):
    """Of the coming year: in eight of ten cases the value is between `low` and `high`."""

    orders: float
    value: float
    low: float
    high: float


def outlook(history: History, habits: Habits, values: Sequence[float], seed: int) -> Outlook:
    """The same `seed` draws the same years, so that a figure does not flicker from one look to the next."""
    dice = Random(seed)  # noqa: S311 (nothing secret hangs on it)
    usual, spread = fmean(values), pstdev(values)
    counts = [_orders(history, habits, dice) for _ in range(RUNS)]
    sums = sorted(_value(count, values, usual, spread, dice) for count in counts)
    return Outlook(fmean(counts), fmean(sums), sums[RUNS // 10], sums[RUNS * 9 // 10])


def _orders(history: History, habits: Habits, dice: Random) -> int:
    """In one possible year: as many as their pace brings, unless they leave after one of them."""
    if dice.random() < chance_gone(history, habits):
        return 0
    pace = dice.gammavariate(habits.r + history.repeats, 1 / (habits.alpha + history.known))
    leaves = dice.betavariate(habits.a, habits.b + history.repeats + 1)
    come = _poisson(pace * YEAR, dice)
    if not 0 < leaves < 1:
        return come if leaves <= 0 else min(come, 1)
    return min(come, floor(log(1 - dice.random()) / log(1 - leaves)) + 1)


def _poisson(mean: float, dice: Random) -> int:
    if mean > MANY:
        return max(round(dice.gauss(mean, sqrt(mean))), 0)
    limit, count, left = exp(-mean), 0, dice.random()
    while left > limit:
        count, left = count + 1, left * dice.random()
    return count


def _value(count: int, values: Sequence[float], usual: float, spread: float, dice: Random) -> float:
    if count > MANY:
        return max(dice.gauss(count * usual, sqrt(count) * spread), 0.0)
    return sum(dice.choices(values, k=count))
