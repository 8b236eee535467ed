"""What people put into a basket: decks of products, dealt by month, by what they go out for, and by purse."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from commerce.demo.goods import GOODS, Good, Theme
from commerce.demo.seasons import SALES_BY_MONTH

SLOTS, PAIR_SLOTS = 256, 32
MOST_LINES = 6
THEMES = [None, *Theme]
FAR = [1.0, 0.45, 0.12]  # how often people buy a tier above or below their own


def sold_in(good: Good, months_ago: int) -> bool:
    return good.status != "draft" and good.launched >= months_ago > good.ended


def deck_rows(months: list[date]) -> Iterator[tuple]:
    """(month, theme, tier, slot, product): the first thing that goes into a basket."""
    for era, month in enumerate(months):
        ago = len(months) - 1 - era
        there = [(number, good) for number, good in enumerate(GOODS) if sold_in(good, ago)]
        for theme_number, theme in enumerate(THEMES):
            for tier in range(3):
                weights = [_appeal(good, month, theme, tier) for _, good in there]
                for slot, chosen in enumerate(_dealt(weights, SLOTS)):
                    yield era, theme_number, tier, slot, there[chosen][0]


def pair_rows() -> Iterator[tuple]:
    """(product, place in the basket, slot, product): what joins it. No product comes up in two places."""
    for number, good in enumerate(GOODS):
        others = [other for other in range(len(GOODS)) if other != number and GOODS[other].status == "active"]
        wanted = sorted(others, key=lambda other: -_affinity(good, GOODS[other]))
        for place in range(2, MOST_LINES + 1):
            group = wanted[place - 2 :: MOST_LINES - 1][:6]
            weights = [_affinity(good, GOODS[other]) for other in group]
            for slot, chosen in enumerate(_dealt(weights, PAIR_SLOTS)):
                yield number, place, slot, group[chosen]


def _appeal(good: Good, month: date, theme: Theme | None, tier: int) -> float:
    liked = 1.0 if theme is None else 4.0 if theme in good.themes else 0.3
    season = SALES_BY_MONTH[good.season][month.month - 1]
    return good.popularity * season * liked * FAR[abs(good.tier - tier)]


def _affinity(good: Good, other: Good) -> float:
    """Socks with boots, a mat with a tent; else what is bought for the same days out, if it is small."""
    group = other.category.rpartition(" > ")[2]
    if any(wanted and group.startswith(wanted) for wanted in good.goes_with.split(", ")):
        return other.popularity * (2.0 if other.amount <= good.amount else 0.8)
    if other.category == good.category:
        return other.popularity * 0.05
    shared = 0.25 if set(good.themes) & set(other.themes) else 0.06
    return other.popularity * shared * (1.0 if other.amount < 60 else 0.3)


def _dealt(weights: list[float], slots: int) -> Iterator[int]:
    """As many slots for each as its share of the weight."""
    ends, total, current = list(accumulate(weights)), sum(weights), 0
    for slot in range(slots):
        while ends[current] < (slot + 0.5) / slots * total:
            current += 1
        yield current
