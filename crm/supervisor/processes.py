"""The children: started tied to us, read, restarted when they die, stopped with all they started."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, cast

from crm.embedded.tied import tied

COLOURS = {"web": "36", "worker": "35", "beat": "33"}
DEATHS, WITHIN = 5, 60  # so many within so many seconds and everything stops


class GivesUp(Exception):
    """A child dies again and again; the text says which."""


class Child:
    def __init__(self, name: str, command: list[str], *, keeps: Iterable[int] = ()):
        self.name, self.command, self.keeps = name, command, tuple(keeps)
        self.deaths: deque[float] = deque(maxlen=DEATHS)
        self.unfinished = b""
        self.process: subprocess.Popen
        self.output: IO[bytes]

    def start(self) -> None:
        self.process = subprocess.Popen(
            tied(self.command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours to pass on; and its children can be ended with it
            pass_fds=self.keeps,
        )
        self.output = cast(IO[bytes], self.process.stdout)
        os.set_blocking(self.output.fileno(), False)

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def ask_to_stop(self) -> None:
        if self.runs:
            self.process.terminate()

    def lines(self) -> list[str]:
        """Whole lines it has written since."""
        with suppress(BlockingIOError):
            while block := os.read(self.output.fileno(), 65536):
                self.unfinished += block
        *whole, self.unfinished = self.unfinished.split(b"\n")
        return [line.decode(errors="replace") for line in whole]

    def died_too_often(self) -> bool:
        self.deaths.append(time.monotonic())
        return len(self.deaths) == DEATHS and self.deaths[-1] - self.deaths[0] < WITHIN

    def how_it_ended(self) -> str:
        code = self.process.returncode
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


class Children:
    def __init__(self, children: list[Child]):
        self.children = children
        self.started: list[Child] = []
        self.selector = DefaultSelector()
        self.coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def start(self) -> None:
        for child in self.children:
            self._start(child)

    def look(self, patience: float) -> None:
        """Pass on what they say, and start again who died."""
        self.read(patience)
        for child in self.children:
            if not child.runs:
                self._restart(child)

    def read(self, patience: float = 0) -> None:
        for key, _ in self.selector.select(patience):
            for line in key.data.lines():
                self.say(key.data.name, line)
            if not key.data.runs:
                self.selector.unregister(key.fileobj)

    def stop(self, patience: float) -> None:
        for child in self.started:
            child.ask_to_stop()
        until = time.monotonic() + patience
        while any(child.runs for child in self.started) and time.monotonic() < until:
            self.read(0.1)
        self.kill()

    def kill(self) -> None:
        """End what is left, also what a child left behind."""
        for child in self.started:
            child.signal(signal.SIGKILL)
            child.process.wait()

    def say(self, name: str, line: str) -> None:
        label = f"{name:<6} |"
        if self.coloured:
            label = f"\x1b[{COLOURS.get(name, '0')}m{label}\x1b[0m"
        sys.stdout.write(f"{label} {line}\n")
        sys.stdout.flush()

    def _start(self, child: Child) -> None:
        child.start()
        if child not in self.started:
            self.started.append(child)
        self.selector.register(child.output, EVENT_READ, child)

    def _restart(self, child: Child) -> None:
        child.signal(signal.SIGKILL)  # what it left behind would do its work twice
        with suppress(KeyError):
            self.selector.unregister(child.output)
        child.output.close()
        if child.died_too_often():
            raise GivesUp(f"{child.name} {child.how_it_ended()}, {DEATHS} times within {WITHIN} seconds.")
        self.say(child.name, f"{child.name} {child.how_it_ended()}; starting it again.")
        self._start(child)


def read_procfile(path: Path) -> dict[str, list[str]]:
    """What runs, by name: the programs are those of this virtual environment."""
    found = {}
    for line in path.read_text().splitlines():
        name, _, command = line.partition(":")
        if command and not name.startswith("#"):
            program, *words = shlex.split(command)
            found[name] = [str(Path(sys.prefix, "bin", program)), *words]
    return found
