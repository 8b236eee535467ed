"""The bench's own arithmetic: what clears a bar, how fast a figure grows, what sizes are asked for."""

import pytest

from bench.__main__ import sizes
from bench.frame import Figure, Row, growth, table


def row(size, value, **fields):
    return Row(bench="metrics", size=size, figure=Figure(what="recompute", value=value, unit="s", **fields))


@pytest.mark.parametrize(
    ("value", "bar", "clears"),
    [
        (3.5, {"at_most": 3.5}, True),
        (3.51, {"at_most": 3.5}, False),
        (3, {"at_least": 3}, True),
        (2.9, {"at_least": 3}, False),
        (7, {}, None),
    ],
)
def test_a_figure_clears_its_bar_when_it_is_on_the_right_side(value, bar, clears):
    assert Figure(what="x", value=value, unit="×", **bar).clears is clears


def test_ten_times_the_time_for_ten_times_the_size_is_an_exponent_of_one():
    grown = growth([row(100_000, 0.2, grows_at_most=1.05), row(1_000_000, 2.0, grows_at_most=1.05)])
    assert [(each.figure.value, each.figure.clears) for each in grown] == [(pytest.approx(1), True)]


def test_one_size_alone_tells_nothing_of_growth():
    assert growth([row(100_000, 0.2, grows_at_most=1.05), row(1_000_000, 2.0)]) == []


def test_the_table_says_which_bars_are_missed():
    lines = table([row(100_000, 4, at_most=3.5, limit="plain aggregate"), row(None, 1)]).splitlines()
    assert " ".join(lines[1].split()) == "metrics 100,000 recompute 4 s plain aggregate ≤ 3.5 MISSES"
    assert not lines[2].endswith(("MISSES", "clears"))


def test_sizes_are_read_in_thousands_and_millions_and_run_from_the_smallest():
    assert sizes("1m,100k,2500") == [2_500, 100_000, 1_000_000]
