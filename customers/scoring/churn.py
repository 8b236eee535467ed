"""The chance that a customer has gone for good: the modified BG/NBD model, fitted to the store.

Customers order at random, each at a rate of their own (gamma: r, alpha), and after each order leave for
good with a chance of their own (beta: a, b). From few orders little is learnt of a customer, and the
store's own habits decide; from few customers little is learnt of the store, and DEFAULT decides.
See docs/decisions/0061.
"""

from collections.abc import Sequence
from math import exp, lgamma, log
from typing import NamedTuple


class Habits(NamedTuple):
    r: float
    alpha: float  # days
    a: float
    b: float


class History(NamedTuple):
    repeats: int  # orders after the first
    until_last: float  # days from the first order to the last
    known: float  # days from the first order to now


DEFAULT = Habits(1.0, 90.0, 0.8, 1.6)
SURENESS = 0.7  # how far, in e-folds, a store's habits may lie from DEFAULT before its customers must insist
FIRST_STEP, LAST_STEP = 0.8, 0.04


def chance_gone(history: History, habits: Habits) -> float:
    """The same as `gone` of customers.scoring.expressions, before rounding."""
    r, alpha, a, b = habits
    x, until_last, known = history
    odds = a / (b + x) * exp(min(300, (r + x) * log((alpha + known) / (alpha + until_last))))
    return odds / (1 + odds)


def fitted(histories: Sequence[History]) -> Habits:
    """The likeliest habits, by trying steps in each direction and halving them when none helps."""
    place = [log(value) for value in DEFAULT]
    best, step = _unlikeliness(histories, place), FIRST_STEP
    while step > LAST_STEP:
        tried = ((n, sign) for n in range(len(place)) for sign in (step, -step))
        for n, sign in tried:
            there = [*place[:n], place[n] + sign, *place[n + 1 :]]
            if (found := _unlikeliness(histories, there)) < best:
                place, best = there, found
                break
        else:
            step /= 2
    return Habits(*(float(f"{exp(value):.3g}") for value in place))


def _unlikeliness(histories: Sequence[History], place: Sequence[float]) -> float:
    r, alpha, a, b = (exp(value) for value in place)
    doubt = sum((here - log(usual)) ** 2 for here, usual in zip(place, DEFAULT, strict=True))
    start = r * log(alpha) - lgamma(r) - _log_beta(a, b)
    found = 0.0
    for x, until_last, known in histories:
        stayed = _log_beta(a, b + x + 1) - (r + x) * log(alpha + known)
        left = _log_beta(a + 1, b + x) - (r + x) * log(alpha + until_last)
        most = max(stayed, left)
        found += start + lgamma(r + x) + most + log(exp(stayed - most) + exp(left - most))
    return doubt / (2 * SURENESS**2) - found


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
