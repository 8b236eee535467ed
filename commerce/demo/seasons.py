"""The months of the shop: what sells in each, and which sale ran when."""

from datetime import date, datetime, timedelta

from commerce.demo.goods import Season
from customers.demo_calendar import DAYS, black_friday

SALES_BY_MONTH = {
    Season.ALL: [1.0] * 12,
    Season.TENTS: [0.25, 0.35, 0.6, 1.0, 2.2, 2.5, 2.1, 1.0, 0.6, 0.4, 0.45, 0.5],
    Season.SUMMER: [0.4, 0.5, 0.8, 1.1, 1.5, 1.8, 1.8, 1.3, 0.8, 0.6, 0.6, 0.6],
    Season.AUTUMN: [0.8, 0.8, 1.0, 0.9, 0.8, 0.7, 0.7, 0.9, 1.5, 1.5, 1.3, 1.0],
    Season.WINTER: [1.3, 1.0, 0.7, 0.4, 0.3, 0.2, 0.2, 0.4, 0.9, 1.9, 2.4, 2.2],
    Season.GIFTS: [0.5, 0.6, 0.6, 0.6, 0.7, 0.7, 0.7, 0.7, 0.8, 1.0, 2.2, 3.2],
}
# Begins, ends, its code, how much it takes off, how many use it, the campaign of its mails and ads.
Sale = tuple[date, date, str, float, float, str]


def first_day(now: datetime) -> date:
    return now.date() - timedelta(days=DAYS - 1)


def months(now: datetime) -> list[date]:
    """The first of every month the shop has been open, this one included."""
    found = [first_day(now).replace(day=1)]
    while found[-1] < now.date().replace(day=1):
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found


def sales_of(year: int) -> list[Sale]:
    friday, short = black_friday(year), year % 100
    return [
        (date(year, 1, 2), date(year, 1, 14), f"WARMUP{short}", 0.15, 0.30, f"january-sale-{year}"),
        (date(year, 3, 20), date(year, 4, 5), "", 0.0, 0.0, f"spring-launch-{year}"),
        (date(year, 5, 20), date(year, 6, 10), f"CAMP{short}", 0.10, 0.22, f"camping-season-{year}"),
        (date(year, 7, 24), date(year, 8, 4), f"SUMMER{short}", 0.15, 0.34, f"summer-sale-{year}"),
        (date(year, 9, 20), date(year, 10, 10), "", 0.0, 0.0, f"autumn-layers-{year}"),
        (
            friday - timedelta(days=1),
            friday + timedelta(days=3),
            f"BF{short}",
            0.20,
            0.62,
            f"black-friday-{year}",
        ),
        (date(year, 12, 1), date(year, 12, 18), "", 0.0, 0.0, f"gift-guide-{year}"),
    ]


def days(now: datetime) -> list[tuple]:
    """A row of demo_day for each day: its number, its month's, and the sale that ran."""
    start, rows = first_day(now), []
    beginnings = months(now)
    for number in range(DAYS):
        day = start + timedelta(days=number)
        sale = next((s for s in sales_of(day.year) if s[0] <= day <= s[1]), None)
        era = (day.year - beginnings[0].year) * 12 + day.month - beginnings[0].month
        years_ago = (DAYS - 1 - number) // 365
        rows.append((number, era, years_ago, *(sale[2:] if sale else ("", 0.0, 0.0, ""))))
    return rows
