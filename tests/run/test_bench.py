from bench.frame import Figure, bench, benches, table
from bench.registered import Store


def test_a_figure_tells_how_many_times_it_clears_its_bar():
    assert Figure(what="rate", value=30_000, unit="events/s", at_least=20_000).ratio == 1.5
    assert Figure(what="time", value=50, unit="ms", at_most=200).ratio == 4
    assert Figure(what="size", value=50, unit="kB").ratio is None


def test_the_table_shows_value_bar_and_ratio():
    text = table([("events", Figure(what="relayed", value=12_000, unit="events/s", at_least=5_000))])
    assert text.splitlines()[1].split() == ["events", "relayed", "12,000", "events/s", "≥", "5,000", "2.4"]


def test_a_bench_is_found_by_its_name(monkeypatch):
    monkeypatch.setattr("bench.frame.benches", {})

    @bench("nothing")
    def nothing(store: Store):
        yield Figure(what="zero", value=0, unit="")

    assert "nothing" not in benches
    assert {"events", "exports"} <= set(benches)
