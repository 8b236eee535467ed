"""When things happen in a shop: more in spring than in January, most before Christmas, mornings and
evenings more than nights. Time is measured on a clock that runs fast on busy days, so whatever is spread
evenly over that clock falls on the days and hours of a real year."""

from bisect import bisect
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import exp

DAYS = 3 * 365 + 1
MONTHS = [0.74, 0.80, 0.92, 1.02, 1.14, 1.20, 1.14, 0.96, 0.90, 1.02, 1.22, 1.28]
WEEKDAYS = [1.06, 0.96, 0.95, 0.99, 0.93, 0.92, 1.19]
HOURS = [
    1.0, 0.5, 0.3, 0.2, 0.2, 0.5, 1.2, 2.4, 3.6, 4.4, 4.9, 5.2,
    5.7, 5.1, 4.6, 4.4, 4.6, 5.0, 5.6, 6.6, 7.6, 7.9, 5.8, 2.8,
]  # fmt: skip
OPENING = 4.0  # as many times more come when the shop opens; that wears off in weeks
GROWTH = 2.6  # how many times as many people come at the end as three years before
SALES = {-6: 1.2, -3: 1.4, -2: 1.5, -1: 1.7, 0: 3.4, 1: 2.3, 2: 2.0, 3: 2.9, 4: 1.3}  # around Black Friday


class Calendar:
    def __init__(self, now: datetime):
        self.now = now
        self.first = now.date() - timedelta(days=DAYS - 1)
        self.days = [self.first + timedelta(days=number) for number in range(DAYS)]
        self.busy = [_busyness(day) for day in self.days]
        self.busy[-1] *= _share_of_hours(now.hour + now.minute / 60)  # today has only begun
        mean = sum(self.busy) / DAYS
        # Where each day begins on the clock of the orders (365 a year) and on that of newcomers (0 to 1).
        self.season = [0.0, *accumulate(weight / mean for weight in self.busy)]
        joins = [
            weight * (GROWTH ** (number / DAYS) + OPENING * exp(-number / 50))
            for number, weight in enumerate(self.busy)
        ]
        self.joins = [0.0, *(value / sum(joins) for value in accumulate(joins))]

    @property
    def hours(self) -> list[float]:
        return [0.0, *(value / sum(HOURS) for value in accumulate(HOURS))]

    def functions(self) -> list[str]:
        """SQL that reads these clocks: numbers of days are counted from 0 at `first`."""
        return [
            _clock("joined_on", self.joins[:-1]),
            _clock("ordered_on", self.season[:-1]),
            _reverse_clock("season_of", self.season),
            _clock("hour_at", self.hours[:-1]),
            _spread("hour_within", self.hours),
            _MOMENT.format(first=self.first.isoformat(), now=self.now.isoformat(), today=DAYS - 1),
        ]


def _share_of_hours(until: float) -> float:
    begun = int(until)
    return (sum(HOURS[:begun]) + HOURS[begun] * (until - begun)) / sum(HOURS)


def _busyness(day: date) -> float:
    # Between the middles of two months it changes from one to the other.
    middle = day.replace(day=15)
    other = (middle - timedelta(days=30)) if day.day < 15 else (middle + timedelta(days=30))
    share = abs(day.day - 15) / 30
    weight = MONTHS[day.month - 1] * (1 - share) + MONTHS[other.month - 1] * share
    weight *= WEEKDAYS[day.weekday()] * SALES.get((day - black_friday(day.year)).days, 1.0)
    if day.month == 12 and day.day > 20:
        weight *= 0.45 if day.day < 25 else 0.7  # too late for the post
    return weight * (0.93 + day.toordinal() * 7919 % 97 / 97 * 0.14)


def black_friday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


def day_at(clock: list[float], position: float) -> int:
    return bisect(clock, position) - 1


def _array(values: list[float]) -> str:
    return "'{" + ",".join(f"{value:.10g}" for value in values) + "}'::float8[]"


def _clock(name: str, starts: list[float]) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION pg_temp.{name}(spot float8) RETURNS int LANGUAGE sql IMMUTABLE"
        f" PARALLEL SAFE AS $$ SELECT width_bucket($1, {_array(starts)}) - 1 $$"
    )


def _reverse_clock(name: str, starts: list[float]) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION pg_temp.{name}(day int) RETURNS float8 LANGUAGE sql IMMUTABLE"
        f" PARALLEL SAFE AS $$ SELECT ({_array(starts)})[$1 + 1] $$"
    )


def _spread(name: str, starts: list[float]) -> str:
    """How far into its hour a position is, 0 to 1."""
    return (
        f"CREATE OR REPLACE FUNCTION pg_temp.{name}(spot float8, hour int) RETURNS float8 LANGUAGE sql"
        f" IMMUTABLE PARALLEL SAFE AS $$ SELECT ($1 - ({_array(starts)})[$2 + 1])"
        f" / (({_array(starts)})[$2 + 2] - ({_array(starts)})[$2 + 1]) $$"
    )


# The moment of a day, at an hour people are awake where they live; of today, what has passed of it.
_MOMENT = """
CREATE OR REPLACE FUNCTION pg_temp.moment(day int, zone text, u float8) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT date_trunc('second', CASE WHEN $1 >= {today}
    THEN '{now}'::timestamptz - ('{now}'::timestamptz - date_trunc('day', '{now}'::timestamptz, 'UTC')) * $3
    ELSE least((date '{first}' + $1 + make_interval(
      secs => 3600 * (pg_temp.hour_at($3) + pg_temp.hour_within($3, pg_temp.hour_at($3)))))
      AT TIME ZONE $2, '{now}'::timestamptz - interval '6 hours' * $3) END) $$
"""
