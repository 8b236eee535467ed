"""Runs the servers as its children for as long as somebody holds the users' lock."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress

from crm.embedded import servers
from crm.embedded.locks import Lock
from crm.embedded.places import Places, find_places
from crm.embedded.provision import ADDRESSES, DATA, LOCKS, READY
from crm.embedded.tied import tied

LOG = DATA / "log" / "servers.log"
LOG_LIMIT = 5_000_000
START_PATIENCE = 120  # a crash recovery may take a while
DEATHS, WITHIN = 5, 60  # so many within so many seconds and we give up


class Keeper:
    def __init__(self, places: Places):
        self.places = places
        self.servers = [servers.postgres(places), servers.redis(places)]
        self.running: dict[str, subprocess.Popen] = {}
        self.deaths: deque[float] = deque(maxlen=DEATHS)
        self.log = open_log()

    def start(self) -> None:
        for server in self.servers:
            self._start(server)
        fresh = ADDRESSES.with_suffix(".new")
        fresh.write_text(json.dumps({"DATABASE_URL": self.servers[0].url, "REDIS_URL": self.servers[1].url}))
        fresh.replace(ADDRESSES)

    def watch(self) -> None:
        """Until nobody uses the servers. The lock then stays ours to the end of the process: who comes
        meanwhile waits, and finds no keeper that is about to go."""
        users = Lock(LOCKS / "users", taken=False)
        while not users.try_take():
            time.sleep(0.1)
            for server in self.servers:
                if self.running[server.name].poll() is not None:
                    self._restart(server)
        self.stop()

    def stop(self) -> None:
        ADDRESSES.unlink(missing_ok=True)
        for server in self.servers:
            process = self.running.get(server.name)
            if process and process.poll() is None:
                process.send_signal(signal.Signals[server.stop_signal])
        for process in self.running.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.places.sockets.parent != self.places.data:
            shutil.rmtree(self.places.sockets, ignore_errors=True)

    def _start(self, server: servers.Server) -> None:
        server.before()
        until = time.monotonic() + START_PATIENCE
        quick = time.monotonic() + 15  # a killed server's children may hold its memory for a moment
        process = self._spawn(server)
        while not server.answers():
            if process.poll() is not None:
                if time.monotonic() > quick:
                    raise SystemExit(f"{server.name} does not start; {LOG} says why.")
                time.sleep(0.5)
                process = self._spawn(server)
            if time.monotonic() > until:
                raise SystemExit(f"{server.name} does not answer; {LOG} says why.")
            time.sleep(0.03)
        server.after()

    def _spawn(self, server: servers.Server) -> subprocess.Popen:
        command = tied(server.command, signal_name=server.stop_signal, account=self.places.account)
        process = subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=environment()
        )
        self.running[server.name] = process
        return process

    def _restart(self, server: servers.Server) -> None:
        self.deaths.append(time.monotonic())
        if len(self.deaths) == DEATHS and self.deaths[-1] - self.deaths[0] < WITHIN:
            raise SystemExit(f"{server.name} keeps dying; {LOG} says why.")
        self._start(server)


def environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def open_log():
    LOG.parent.mkdir(mode=0o700, exist_ok=True)
    mode = "ab" if LOG.exists() and LOG.stat().st_size < LOG_LIMIT else "wb"
    return LOG.open(mode)


def say(line: str) -> None:
    with suppress(BrokenPipeError):  # who started us may be gone, and others wait
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def main() -> None:
    os.umask(0o022)  # the account enters folders we make; what is private says so itself
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    own = Lock(LOCKS / "keeper", taken=False)  # let go by the end of the process, and not before
    if not own.try_take():
        raise SystemExit("Another keeper runs.")
    ADDRESSES.unlink(missing_ok=True)  # it is there while the servers are
    keeper = None
    try:
        keeper = Keeper(find_places(DATA))
        for notice in keeper.places.notices:
            say(notice)
        keeper.start()
        say(READY)
        detach_output(keeper.log.fileno())
        keeper.watch()
    except SystemExit as refusal:
        if isinstance(refusal.code, str):
            say(refusal.code)
        raise SystemExit(1) from None
    finally:
        if keeper:
            keeper.stop()


def detach_output(log: int) -> None:
    """Whoever started us may be gone tomorrow; its pipe must not be in our way."""
    os.dup2(log, 1)
    os.dup2(log, 2)


if __name__ == "__main__":
    main()
