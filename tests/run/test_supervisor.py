"""`make run` without its set-up: a house of its own, started, killed in every part, and stopped."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.apps import apps

from crm.embedded import ROOT
from crm.supervisor.processes import DEATHS, Child, Children, GivesUp, read_procfile
from tests.run.clones import bare_environment, clone, process_of, processes_in, wait_until

PATIENCE = 180


@pytest.fixture(scope="module")
def house():
    ours = [app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    with clone(*ours, "templates", "manage.py", "Procfile") as folder:
        yield folder


class Run:
    """A `make run` in the house; what it says is kept in a file."""

    def __init__(self, house: Path, port: int):
        self.house = house
        self.output = (house / "output.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "crm.supervisor"],
            cwd=house,
            env=bare_environment(PORT=str(port), WEB_CONCURRENCY="1", PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self) -> str:
        return (self.house / "output.txt").read_text()

    @property
    def address(self) -> str:
        return re.search(r"Regulars is ready: (\S+)", self.said).group(1)

    def wait_ready(self) -> "Run":
        ready = lambda: "Regulars is ready" in self.said or self.process.poll() is not None  # noqa: E731
        wait_until(ready, "it does not become ready", PATIENCE)
        assert self.process.poll() is None, self.said
        return self

    def end(self, by: int = signal.SIGINT) -> str:
        self.process.send_signal(by)
        self.process.wait(PATIENCE)
        return self.said


@pytest.fixture(scope="module")
def runs(house):
    """The runs so far; the last one is ended when the tests are done."""
    so_far: list[Run] = []
    yield so_far
    for run in so_far:
        if run.process.poll() is None:
            run.end()


@pytest.fixture
def running(house, runs):
    """A run that is on: the last test's, if it left it on."""
    if not runs or runs[-1].process.poll() is not None:
        runs.append(Run(house, free_port()).wait_ready())
    return runs[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(address: str) -> int:
    try:
        return urllib.request.urlopen(f"{address}/healthz", timeout=5).status  # noqa: S310
    except urllib.error.URLError:
        return 0


def kill(house: Path, word: str) -> int:
    wait_until(lambda: process_of(house, word), f"no {word}", PATIENCE)
    number = process_of(house, word)
    os.kill(number, signal.SIGKILL)
    return number


def test_a_taken_port_is_named_and_the_next_one_used(house):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        run = Run(house, taken).wait_ready()
        assert f"Port {taken} cannot be had" in run.said
        assert run.address != f"http://127.0.0.1:{taken}"
        assert status(run.address) == 200
        run.end()


def test_it_says_where_and_who_and_serves_and_ends_without_a_trace(house, running):
    said = running.said
    assert "owner@demo.example" in said
    assert "support@demo.example" in said
    assert "analyst@demo.example" in said
    assert "Ctrl-C" in said
    assert status(running.address) == 200
    running.end()
    assert running.process.returncode == 0
    assert processes_in(house) == []


def test_a_second_run_names_the_address_of_the_first(house, running):
    second = subprocess.run(
        [sys.executable, "-m", "crm.supervisor"],
        cwd=house,
        env=bare_environment(),
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert f"already runs at {running.address}" in second.stderr
    assert status(running.address) == 200


@pytest.mark.parametrize(
    ("name", "word"), [("web", "gunicorn"), ("worker", "crm worker"), ("beat", "crm beat")]
)
def test_a_killed_part_is_started_again(house, running, name, word):
    killed = kill(house, word)
    wait_until(lambda: f"{name} was ended by SIGKILL; starting it again" in running.said, "unseen", PATIENCE)
    wait_until(lambda: process_of(house, word) not in (None, killed), f"{word} did not come back", PATIENCE)
    wait_until(lambda: status(running.address) == 200, "the web does not answer", PATIENCE)


def test_a_killed_keeper_of_the_servers_is_started_again(house, running):
    killed = kill(house, "crm.embedded.keeper")
    wait_until(lambda: process_of(house, "crm.embedded.keeper") not in (None, killed), "no keeper", PATIENCE)
    wait_until(lambda: process_of(house, "bin/postgres"), "no PostgreSQL", PATIENCE)


def test_when_it_is_killed_itself_its_parts_go_too_and_the_next_run_works(house, running):
    running.end(by=signal.SIGKILL)
    again = Run(house, free_port()).wait_ready()
    assert status(again.address) == 200
    assert len({process_of(house, word) for word in ("crm worker", "crm beat", "gunicorn")}) == 3
    again.end()
    assert processes_in(house) == []


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_window_ends_it_too(house, running, by):
    running.end(by=by)
    assert processes_in(house) == []


def test_a_part_that_keeps_dying_ends_everything_with_its_name():
    children = Children([Child("worker", ["/bin/false"])])
    with pytest.raises(GivesUp, match=f"worker ended with exit code 1, {DEATHS} times"):
        look_for(children, seconds=20)


def test_what_a_dead_part_left_behind_is_ended(tmp_path):
    note = tmp_path / "left"
    script = f"sleep 300 & echo $! > {note}; sleep 0.3; exit 1"
    children = Children([Child("worker", ["/bin/sh", "-c", script])])
    with pytest.raises(GivesUp):
        look_for(children, seconds=30)
    left = Path(f"/proc/{note.read_text().strip()}")
    wait_until(
        lambda: not left.exists() or "Z" in (left / "stat").read_text().split()[2], "it is still there"
    )


def look_for(children: Children, seconds: float) -> None:
    until = time.monotonic() + seconds
    try:
        children.start()
        while time.monotonic() < until:
            children.look(0.05)
    finally:
        children.kill()


def test_the_worker_takes_every_queue(settings):
    queues = read_procfile(ROOT / "Procfile")["worker"]
    assert queues[queues.index("--queues") + 1].split(",") == settings.QUEUES


def test_the_address_is_noted_while_it_runs_and_forgotten_after(house, running):
    note = house / ".data/run.json"
    assert json.loads(note.read_text())["address"] == running.address
    running.end()
    assert not note.exists()
