"""Runs the benches that were asked for: those of an empty store, then in shops of each size, small first."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bench.registered  # noqa: F401 (fills the table of benches)
from bench.environment import environment, in_words
from bench.frame import Row, benches, growth, table
from bench.shops import shop_of
from core.models import Store


def run(names: list[str], sizes: list[int], path: str) -> int:
    """Measure, print and write; says how many figures miss their bar."""
    names = names or [name for name in benches if benches[name].by_default]
    if unknown := set(names) - set(benches):
        raise SystemExit(f"No bench {', '.join(sorted(unknown))}. There are: {', '.join(benches)}.")
    before = environment()
    rows = list(_once(names)) + list(_by_size(names, sizes))
    rows += growth(rows)
    sys.stdout.write(f"{in_words(before)}\n\n{table(rows)}\n")
    _write(path, before, rows)
    missed = sum(row.figure.clears is False for row in rows)
    sys.stdout.write(f"\n{missed} of {sum(bool(row.figure.bar) for row in rows)} bars missed; {path}\n")
    return missed


def _once(names: list[str]) -> Iterator[Row]:
    once = [name for name in names if not benches[name].per_size]
    if once:
        store = Store.objects.create(name="Bench")
        for name in once:
            yield from _measured(name, store, None)


def _by_size(names: list[str], sizes: list[int]) -> Iterator[Row]:
    per_size = [name for name in names if benches[name].per_size]
    for size in sizes if per_size else []:
        started = time.monotonic()
        shop = shop_of(size)
        sys.stderr.write(f"shop of {size:,}: {time.monotonic() - started:.0f} s\n")
        for name in per_size:
            yield from _measured(name, shop, size)


def _measured(name: str, place: object, size: int | None) -> Iterator[Row]:
    started = time.monotonic()
    for figure in benches[name].measure(place):
        yield Row(bench=name, size=size, figure=figure)
        sys.stderr.write(f"  {figure.what}: {figure.value:,.4g} {figure.unit}\n")
    sys.stderr.write(f"{name}{f' of {size:,}' if size else ''}: {time.monotonic() - started:.0f} s\n")


def _write(path: str, found: dict, rows: list[Row]) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    told = {"environment": found, "figures": [row.as_json() for row in rows]}
    Path(path).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
