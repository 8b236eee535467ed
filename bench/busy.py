"""List pages while a worker recomputes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.measuring import TIMES
from bench.pages import owner_of, page_milliseconds
from core.models import Store

VIEWS = 10  # of each page, each time


def page_times_idle_and_beside_a_worker(store: Store) -> tuple[list[float], list[float]]:
    """Milliseconds of every page seen, in turn without and with the worker."""
    client = owner_of(store)
    idle: list[float] = []
    working: list[float] = []
    page_milliseconds(client, 2)
    for _ in range(TIMES):
        idle += page_milliseconds(client, VIEWS)
        with one_worker_recomputing(store.pk):
            working += page_milliseconds(client, VIEWS)
    return idle, working


@contextmanager
def one_worker_recomputing(store_id: int) -> Iterator[None]:
    """In a process of its own, already at work when this returns."""
    command = [sys.executable, "-m", "bench.worker", str(store_id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ, text=True) as worker:
        try:
            assert worker.stdout
            assert worker.stdout.readline() == "at work\n"
            yield
        finally:
            worker.terminate()
